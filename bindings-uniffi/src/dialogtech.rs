//! The client of DialogTech, as it crosses: typed arguments in, records out.

use telnum::{
    Attempt, DialogTech, DialogTechBuilder, DialogTechNumberType, DialogTechOrderMethod,
    OrderNumbers,
};

use crate::call::{CallError, CallSettings, DialogTechOrderAnswer, run};
use crate::runtime::Place;
use crate::settings::ClientSettings;

/// A client of DialogTech.
#[derive(Debug, uniffi::Object)]
pub struct DialogTechCore {
    client: DialogTech,
    place: Place,
}

/// What to order.
#[derive(Clone, Debug, uniffi::Record)]
pub struct DialogTechWanted {
    /// The kind of number.
    pub number_type: DialogTechNumberType,
    /// An area code, or area code and exchange.
    pub search: Option<String>,
    /// How many numbers.
    pub quantity: i32,
    /// Whether fewer numbers may be bought.
    pub allow_partial: Option<bool>,
    /// Only numbers that DialogTech has cleansed itself.
    pub cleansed_only: Option<bool>,
    /// How many miles away the numbers may lie.
    pub distance: Option<i32>,
    /// Only numbers that can be enabled for SMS.
    pub sms_supported: Option<bool>,
    /// Whether a slot is bought for each number.
    pub order_slot: Option<bool>,
    /// Whether an overlay area code will do.
    pub allow_overlay: Option<bool>,
}

impl DialogTechCore {
    /// Sets up a client over what the builder has already.
    pub(crate) fn build(
        mut builder: DialogTechBuilder,
        access_key: Option<String>,
        secret_access_key: Option<String>,
        order_method: Option<DialogTechOrderMethod>,
        settings: ClientSettings,
        place: Place,
    ) -> Result<Self, CallError> {
        if let Some(key) = access_key {
            builder = builder.access_key(key);
        }
        if let Some(key) = secret_access_key {
            builder = builder.secret_access_key(key);
        }
        if let Some(method) = order_method {
            builder = builder.order_method(method);
        }
        if let Some(sink) = settings.sink() {
            builder = builder.logger(sink);
        }
        Ok(Self { client: builder.settings(settings.into()).build()?, place })
    }
}

#[uniffi::export]
impl DialogTechCore {
    /// A client with these keys, or those of the environment.
    #[uniffi::constructor]
    pub fn new(
        access_key: Option<String>,
        secret_access_key: Option<String>,
        order_method: Option<DialogTechOrderMethod>,
        settings: ClientSettings,
    ) -> Result<Self, CallError> {
        let builder = DialogTech::builder();
        Self::build(builder, access_key, secret_access_key, order_method, settings, Place::Apart)
    }

    /// What the client may print: its host and its own headers, no key.
    pub fn describe(&self) -> String {
        format!("{:?}", self.client)
    }

    /// A validated attempt to order. Nothing is sent.
    pub fn prepare_order(&self, wanted: DialogTechWanted) -> Result<Attempt, CallError> {
        Ok(self.client.prepare_order(wanted.into())?)
    }

    /// Sends a prepared order, once.
    pub async fn place(
        &self,
        attempt: Attempt,
        settings: CallSettings,
    ) -> Result<DialogTechOrderAnswer, CallError> {
        let (client, options) = (self.client.clone(), settings.options());
        run(self.place, async move { client.send_place(&attempt, options).await }).await
    }
}

impl From<DialogTechWanted> for OrderNumbers {
    fn from(wanted: DialogTechWanted) -> Self {
        let mut order = Self::new(wanted.number_type, wanted.quantity);
        order.search = wanted.search;
        order.allow_partial = wanted.allow_partial;
        order.cleansed_only = wanted.cleansed_only;
        order.distance = wanted.distance;
        order.sms_supported = wanted.sms_supported;
        order.order_slot = wanted.order_slot;
        order.allow_overlay = wanted.allow_overlay;
        order
    }
}
