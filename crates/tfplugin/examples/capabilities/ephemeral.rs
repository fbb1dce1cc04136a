//! A value that is never stored: opened, prolonged while it is needed, and given back.

use std::time::{Duration, SystemTime};

use serde_json::json;
use tfplugin::testing::Harness;
use tfplugin::{
    Attribute, CloseRequest, Diagnostic, Diagnostics, Ephemeral, Offers, OpenRequest, OpenResponse,
    Provider, RenewRequest, RenewResponse, Schema, Type, async_trait,
};

/// The key of a room, which has to be asked for again after an hour.
struct Key;

fn in_an_hour() -> SystemTime {
    SystemTime::now() + Duration::from_hours(1)
}

#[async_trait]
impl Ephemeral for Key {
    fn type_name(&self) -> &'static str {
        "home_key"
    }

    fn schema(&self) -> Schema {
        let room = Attribute::new("room", Type::String, "The room.").required();
        let key = Attribute::new("key", Type::String, "Its key.").computed().sensitive();
        Schema::new("A key.", vec![room, key])
    }

    async fn open(&self, request: OpenRequest) -> OpenResponse {
        let Some(room) = request.config.get("room").as_str().map(str::to_owned) else {
            let said = Diagnostic::error("There is no such room", "Name another one.");
            return OpenResponse::failed(vec![said.at_attribute("room")]);
        };
        let result = request.config.with("key", format!("key of {room}"));
        OpenResponse::new(result).with_private(room.into_bytes()).renew_at(in_an_hour())
    }

    async fn renew(&self, request: RenewRequest) -> RenewResponse {
        RenewResponse::default().with_private(request.private).renew_at(in_an_hour())
    }

    async fn close(&self, request: CloseRequest) -> Diagnostics {
        let said =
            || Diagnostic::warning("A key was not given back", "Nobody knows of which room.");
        request.private.is_empty().then(said).into_iter().collect()
    }
}

struct Home;

#[async_trait]
impl Provider for Home {
    fn offers(&self) -> Offers {
        Offers::new().ephemeral(Key)
    }
}

pub(crate) async fn run() -> Result<(), Diagnostics> {
    let harness = Harness::new(Home);
    let opened = harness.open("home_key", json!({ "room": "hall" })).await?;
    assert_eq!(opened.result.get("key").as_str(), Some("key of hall"));
    let (private, again) = harness.renew("home_key", &opened.private).await?;
    assert!(private == b"hall" && again.is_some());
    harness.close("home_key", &opened).await
}
