//! A host that starts a plugin as Terraform does, asks it for plans as quickly as it answers, and
//! prints calls in a second and the plugin's peak memory as JSON: `host PLUGIN RESOURCE_TYPE`.

mod plugin;

use std::error::Error;
use std::io::Write as _;
use std::time::{Duration, Instant};

use tfplugin::testing::proto::tfplugin6::provider_client::ProviderClient;
use tfplugin::testing::proto::tfplugin6::{
    DynamicValue, get_provider_schema, plan_resource_change,
};
use tonic::transport::Channel;

use plugin::Plugin;

const LASTING: Duration = Duration::from_secs(2);
const AT_ONCE: u32 = 10;

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(program), Some(kind)) = (arguments.next(), arguments.next()) else {
        return Err("usage: host PLUGIN RESOURCE_TYPE".into());
    };
    let plugin = Plugin::start(&program)?;
    let mut client = ProviderClient::new(plugin.channel().await?);
    client.get_provider_schema(get_provider_schema::Request {}).await?;
    // What is made on first use is made now.
    drive(&client, &kind, AT_ONCE, LASTING / 10).await?;
    let one_by_one = drive(&client, &kind, 1, LASTING).await?;
    let ten_at_once = drive(&client, &kind, AT_ONCE, LASTING).await?;
    let measured = serde_json::json!({
        "one_by_one": one_by_one, "ten_at_once": ten_at_once, "memory_kb": plugin.peak_memory()?,
    });
    Ok(writeln!(std::io::stdout(), "{measured}")?)
}

/// Calls in a second while `tasks` call one after the other.
async fn drive(
    client: &ProviderClient<Channel>,
    kind: &str,
    tasks: u32,
    lasting: Duration,
) -> Result<f64, Failure> {
    let start = Instant::now();
    let calls =
        (0..tasks).map(|_| tokio::spawn(call(client.clone(), plan_of(kind), start + lasting)));
    let mut made = 0;
    for calls in calls.collect::<Vec<_>>() {
        made += calls.await??;
    }
    Ok(f64::from(made) / start.elapsed().as_secs_f64())
}

async fn call(
    mut client: ProviderClient<Channel>,
    request: plan_resource_change::Request,
    end: Instant,
) -> Result<u32, Failure> {
    let mut made = 0;
    while Instant::now() < end {
        let answer = client.plan_resource_change(request.clone()).await?.into_inner();
        if let Some(wrong) = answer.diagnostics.first() {
            return Err(format!("the plugin refused: {} {}", wrong.summary, wrong.detail).into());
        }
        if answer.planned_state.is_none_or(|planned| planned.msgpack.is_empty()) {
            return Err("the plugin planned nothing".into());
        }
        made += 1;
    }
    Ok(made)
}

/// A plan to create `{ id = null, name = "name", note = "note" }`.
fn plan_of(kind: &str) -> plan_resource_change::Request {
    let value = |msgpack: &[u8]| Some(DynamicValue { msgpack: msgpack.to_vec(), json: vec![] });
    let created = b"\x83\xa2id\xc0\xa4name\xa4name\xa4note\xa4note";
    plan_resource_change::Request {
        type_name: kind.to_owned(),
        prior_state: value(b"\xc0"),
        proposed_new_state: value(created),
        config: value(created),
        provider_meta: value(b"\xc0"),
        ..Default::default()
    }
}
