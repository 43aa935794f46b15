//! DialogTech.

use serde_json::{Map, Value};
use telnum::{Attempt, BoxFuture, CallOptions, DialogTech, Response, Result};

use super::{Carrier, attempt, no_walk, shown};
use crate::bridge::Show;
use crate::steps::Steps;

impl Carrier for DialogTech {
    fn call(
        &self,
        operation: String,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> BoxFuture<'static, Result<Response<Show>>> {
        let client = self.clone();
        Box::pin(async move {
            match operation.as_str() {
                "place" => Ok(client.send_place(&attempt(arguments)?, options).await?.map(shown)),
                _ => Ok(Self::call(&client, &operation, arguments, options).await?.map(shown)),
            }
        })
    }

    fn prepare_order(&self, arguments: Map<String, Value>) -> Result<Attempt> {
        self.prepare_order_from(arguments)
    }

    fn walk(&self, name: &str, _: Map<String, Value>, _: CallOptions) -> Result<Box<dyn Steps>> {
        Err(no_walk(name))
    }

    fn base_url(&self) -> &str {
        self.base_url()
    }
}
