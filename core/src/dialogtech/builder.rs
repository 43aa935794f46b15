//! Setting up a client of DialogTech.

use std::sync::Arc;

use telnum_macros::{carrier, closed_set};

use super::client::DialogTech;
use crate::channel::Channel;
use crate::error::Result;
use crate::types::Secret;

/// How an order is sent. A client uses one way, and never tries the other: that could buy twice.
#[closed_set]
#[derive(Default)]
pub enum DialogTechOrderMethod {
    /// A GET with everything in its query, the keys too: as the carrier documents it. The default.
    #[default]
    Get,
    /// A POST of the same as a form, which keeps the keys out of the URL. Public clients of the carrier
    /// send it, and its page does not mention it.
    Post,
}

/// Sets up a client. What is not set has its default.
#[carrier(
    DialogTech, "DialogTech",
    // The second is the host's older name.
    live = ["https://secure.dialogtech.com", "https://secure.ifbyphone.com"],
)]
pub struct DialogTechBuilder {
    /// The access key, from the Key Manager of the account.
    #[credential(parameter = "access_key", variable = "DIALOGTECH_ACCESS_KEY")]
    access_key: Option<Secret>,
    /// The secret access key, from the Key Manager of the account.
    #[credential(parameter = "secret_access_key", variable = "DIALOGTECH_SECRET_ACCESS_KEY")]
    secret_access_key: Option<Secret>,
    /// How orders are sent: `get`, the default, as the carrier documents it, or `post`, as a form, which
    /// keeps the keys out of the URL and is not in the carrier's documentation.
    #[option]
    order_method: DialogTechOrderMethod,
}

impl DialogTechBuilder {
    /// The client, or a `configuration` error that names the setting and the rule.
    pub fn build(self) -> Result<DialogTech> {
        let (mut setup, order_method) = (self.setup(), self.order_method);
        setup.buys_by_form = order_method == DialogTechOrderMethod::Post;
        let channel = Channel::open(setup, &self.settings, self.surroundings)?;
        Ok(DialogTech { channel: Arc::new(channel), order_method })
    }
}
