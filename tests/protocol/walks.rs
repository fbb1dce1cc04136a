//! The ways in which Terraform core comes to destroy one object and to make another of the same configuration: what it
//! calls in the walk that plans and in the walk that applies, in which order, and what it keeps to itself. Each walk has a
//! process of the provider, whose memory is fresh.

use futures_util::future::join_all;
use serde_json::{Value as Json, json};
use tfplugin::testing::{Applied, Harness, Plan, State};
use tfplugin::{Diagnostic, Diagnostics, Value};

use crate::world::{World, full};

/// A way in which core replaces an object, or moves it without saying so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Called tainted: the plan is that of a new object, and shows nothing of what is kept beside the old one.
    Tainted,
    /// The same without a refresh: nobody ever shows what is kept beside the old one.
    TaintedUnrefreshed,
    /// Called tainted, and the new object comes first.
    TaintedCreatedFirst,
    /// By `-replace`, or because an attribute changes that asks for it: the old object goes first.
    Replaced,
    /// The same with `create_before_destroy`.
    CreatedFirst,
    /// Under another address without a `moved` block: both at once.
    Renamed,
    /// The same, and the new address comes first.
    RenamedCreatedFirst,
    /// The same, and the old address goes first.
    RenamedDestroyedFirst,
}

impl Way {
    /// All of them.
    pub(crate) const ALL: [Self; 8] = [
        Self::Tainted,
        Self::TaintedUnrefreshed,
        Self::TaintedCreatedFirst,
        Self::Replaced,
        Self::CreatedFirst,
        Self::Renamed,
        Self::RenamedCreatedFirst,
        Self::RenamedDestroyedFirst,
    ];
}

/// What core has when the apply is over.
pub(crate) struct Replacement {
    /// The old object, where it could not be destroyed.
    pub(crate) old: Option<State>,
    /// The new object, where there is one.
    pub(crate) new: Option<State>,
    pub(crate) said: Diagnostics,
}

/// Both halves of a plan: how the old object goes, and how the new one comes.
struct Halves {
    old: State,
    going: Plan,
    coming: Plan,
}

/// The configured provider of a walk, without a memory of earlier ones.
pub(crate) async fn walk(world: &World) -> &Harness {
    let said = world.provider.configure(world.arguments()).await;
    assert_eq!(said, Diagnostics::new());
    &world.provider
}

/// Plans and applies the replacement of an object of this type by one of this configuration.
pub(crate) async fn replace(
    world: &World,
    kind: &str,
    state: &State,
    config: &Json,
    way: Way,
) -> Replacement {
    let one = [(state.clone(), config.clone())];
    replace_all(world, kind, &one, way).await.pop().unwrap()
}

/// The same by one process of the provider that serves both walks, as under a debugger. What the plan refuses is answered
/// too.
pub(crate) async fn replace_in_one_process(
    provider: &Harness,
    kind: &str,
    (state, config): (&State, &Json),
    way: Way,
) -> Replacement {
    match plan(provider, kind, state, config, way).await {
        Ok(halves) => apply(provider, kind, &halves, config, way).await,
        Err(said) => Replacement { old: Some(state.clone()), new: None, said },
    }
}

/// The same with several objects in one run: they are planned one after the other, and applied at once.
pub(crate) async fn replace_all(
    world: &World,
    kind: &str,
    objects: &[(State, Json)],
    way: Way,
) -> Vec<Replacement> {
    let (kind, mut halves) = (full(kind), Vec::new());
    let provider = walk(world).await;
    for (state, config) in objects {
        halves.push(plan(provider, &kind, state, config, way).await);
    }
    let provider = walk(world).await;
    let carried_out = objects.iter().zip(halves).map(async |((state, config), one)| match one {
        Ok(halves) => apply(provider, &kind, &halves, config, way).await,
        Err(said) => Replacement { old: Some(state.clone()), new: None, said },
    });
    join_all(carried_out).await
}

async fn plan(
    provider: &Harness,
    kind: &str,
    state: &State,
    config: &Json,
    way: Way,
) -> Result<Halves, Diagnostics> {
    let old = match way {
        Way::TaintedUnrefreshed => state.clone(),
        _ => provider.read(kind, state).await?.expect("the old object is there"),
    };
    let config = || Some(config.clone());
    let deletion = |private: &[u8]| Plan {
        planned: Value::Null,
        private: private.to_vec(),
        identity: Value::Null,
        requires_replace: Vec::new(),
        replaces: false,
        warnings: Vec::new(),
    };
    let (going, coming) = match way {
        Way::Tainted | Way::TaintedUnrefreshed | Way::TaintedCreatedFirst => {
            let coming = provider.plan(kind, None, config()).await?;
            (deletion(&coming.private), coming)
        }
        Way::Replaced | Way::CreatedFirst => {
            let first = provider.plan(kind, Some(&old), config()).await?;
            let nothing = State { private: first.private, ..State::new(Value::Null) };
            let coming = provider.plan(kind, Some(&nothing), config()).await?;
            (deletion(&coming.private), coming)
        }
        Way::Renamed | Way::RenamedCreatedFirst | Way::RenamedDestroyedFirst => {
            let going = provider.plan(kind, Some(&old), None).await?;
            (going, provider.plan(kind, None, config()).await?)
        }
    };
    Ok(Halves { old, going, coming })
}

async fn apply(
    provider: &Harness,
    kind: &str,
    halves: &Halves,
    config: &Json,
    way: Way,
) -> Replacement {
    let Halves { old, going, coming } = halves;
    let destroy = async |going: &Plan| provider.apply(kind, Some(old), going, None).await;
    let create = async || provider.apply(kind, None, coming, Some(config.clone())).await;
    match way {
        Way::Tainted | Way::TaintedUnrefreshed | Way::Replaced => {
            let destroyed = destroy(going).await;
            if failed(&destroyed) {
                return Replacement::of(destroyed, None);
            }
            Replacement::of(destroyed, Some(create().await))
        }
        Way::TaintedCreatedFirst | Way::CreatedFirst => {
            let created = create().await;
            if failed(&created) {
                let kept = Applied { state: Some(old.clone()), diagnostics: Vec::new() };
                return Replacement::of(kept, Some(created));
            }
            // What was deposed is planned when its turn comes, with all that is kept beside it.
            let going = provider.plan(kind, Some(old), None).await.unwrap();
            Replacement::of(destroy(&going).await, Some(created))
        }
        Way::Renamed => {
            let (destroyed, created) = tokio::join!(destroy(going), create());
            Replacement::of(destroyed, Some(created))
        }
        Way::RenamedCreatedFirst => {
            let created = create().await;
            Replacement::of(destroy(going).await, Some(created))
        }
        Way::RenamedDestroyedFirst => {
            let destroyed = destroy(going).await;
            Replacement::of(destroyed, Some(create().await))
        }
    }
}

fn failed(applied: &Applied) -> bool {
    applied.diagnostics.iter().any(Diagnostic::is_error)
}

impl Replacement {
    fn of(destroyed: Applied, created: Option<Applied>) -> Self {
        let (new, more) = created.map_or((None, Vec::new()), |one| (one.state, one.diagnostics));
        let mut said = destroyed.diagnostics;
        said.extend(more);
        Self { old: destroyed.state, new, said }
    }

    /// The new object of a replacement that must succeed.
    pub(crate) fn succeeded(self) -> State {
        let errors: Vec<_> = self.said.iter().filter(|one| one.is_error()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert!(self.old.is_none(), "the old object is gone from the state");
        self.new.expect("a new object")
    }

    /// Whether something was said that holds these words.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.said.iter().any(|one| format!("{} {}", one.summary, one.detail).contains(words))
    }
}

/// What is left of a state when somebody edits what is kept beside it away.
pub(crate) fn without_private(state: &State) -> State {
    State { private: Vec::new(), ..state.clone() }
}

/// Slows down requests of this method to a table, so that others come first.
pub(crate) async fn slow(world: &World, method: &str, table: &str) {
    let late = json!({ "kind": "latency", "ms": 30 });
    world.faults(json!([{ "method": method, "table": table, "fault": late }])).await;
}
