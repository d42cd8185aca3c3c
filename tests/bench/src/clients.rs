//! One read of the table, by our client and by the SDK's: both sign, send to the tape, and read what it answers. What decision 17 rests on.

use crate::{Outcome, process, tape::Tape};
use aws_sdk_dynamodb::{
    Client,
    config::{BehaviorVersion, Config, Credentials, Region},
    types::AttributeValue,
};
use aws_smithy_runtime_api::client::http::{SharedHttpConnector, http_client_fn};
use domain::ApplicationId;
use local::aws::dynamodb::TABLE;
use store::Store;

/// CPU microseconds of one read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Clients {
    /// By the store, the item made an entity besides.
    pub(crate) ours: f64,
    /// By the SDK, the item left as it comes.
    pub(crate) sdk: f64,
}

/// Both ways to one item.
pub(crate) struct Pair {
    store: Store,
    sdk: Client,
    app: ApplicationId,
}

impl Pair {
    /// The tape must still be recording.
    pub(crate) async fn record(store: Store, tape: &Tape, app: ApplicationId) -> Outcome<Self> {
        let connector = SharedHttpConnector::new(tape.clone());
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("local", "local", None, None, "local"))
            .http_client(http_client_fn(move |_, _| connector.clone()))
            .build();
        let sdk = Client::from_conf(config);
        let pair = Self { store, sdk, app };
        pair.ours().await?;
        pair.sdk().await?;
        Ok(pair)
    }

    /// Alternating; the least of five counts.
    pub(crate) async fn measure(&self, count: u32) -> Outcome<Clients> {
        let mut found = Clients::default();
        for _ in 0..5 {
            let start = process::own_cpu_us();
            for _ in 0..count {
                self.ours().await?;
            }
            let between = process::own_cpu_us();
            for _ in 0..count {
                self.sdk().await?;
            }
            let end = process::own_cpu_us();
            found.ours = least(found.ours, (between - start) / f64::from(count));
            found.sdk = least(found.sdk, (end - between) / f64::from(count));
        }
        Ok(found)
    }

    async fn ours(&self) -> Outcome<()> {
        let found = self.store.key_ring(&self.app).await;
        let ring = found.map_err(|error| error.to_string())?;
        ring.map(|_| ()).ok_or_else(|| "no keys".to_owned())
    }

    async fn sdk(&self) -> Outcome<()> {
        let key = AttributeValue::S(format!("APP#{}", self.app));
        let ask = self.sdk.get_item().table_name(TABLE).consistent_read(true);
        let ask = ask.key("PK", key).key("SK", AttributeValue::S("KEYS".to_owned()));
        let found = Box::pin(ask.send()).await.map_err(|error| format!("{error:?}"))?;
        found.item.map(|_| ()).ok_or_else(|| "no keys".to_owned())
    }
}

/// The least so far; nothing was measured yet at 0.
pub(crate) fn least(so_far: f64, now: f64) -> f64 {
    if so_far > 0.0 { so_far.min(now) } else { now }
}
