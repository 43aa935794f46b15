//! IDT Express.

use serde_json::{Map, Value};
use telnum::{Attempt, BoxFuture, CallOptions, IdtExpress, Response, Result};

use super::{Carrier, attempt, no_walk, shown};
use crate::bridge::Show;
use crate::steps::Steps;

impl Carrier for IdtExpress {
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

    fn walk(
        &self,
        name: &str,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Box<dyn Steps>> {
        Ok(match name {
            "numbers" => Box::new(self.numbers_from(arguments, options)?),
            "orders" => Box::new(self.orders_from(arguments, options)?),
            "watch_order" => Box::new(self.watch_order_from(arguments, options)?),
            _ => return Err(no_walk(name)),
        })
    }

    fn base_url(&self) -> &str {
        self.base_url()
    }
}
