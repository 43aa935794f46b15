//! IDT Express.

use serde_json::{Map, Value};
use telnum::{Attempt, BoxFuture, CallOptions, Error, IdtExpress, Response, Result};

use super::{Carrier, no_walk, shown};
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
            Ok(Self::call(&client, &operation, arguments, options).await?.map(shown))
        })
    }

    fn buys(&self) -> &'static str {
        "create_order"
    }

    fn prepare_order(&self, arguments: Map<String, Value>) -> Result<Attempt> {
        self.prepare_order_from(arguments)
    }

    fn place(
        &self,
        attempt: Attempt,
        options: CallOptions,
    ) -> BoxFuture<'static, Result<(Response<Show>, Option<String>)>> {
        let client = self.clone();
        Box::pin(async move {
            let answer = client.send_place(&attempt, options).await?;
            let order_id = Some(answer.value.id.to_string());
            Ok((answer.map(shown), order_id))
        })
    }

    fn lost(&self, attempt: &Attempt) -> Error {
        self.lost_order(attempt)
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

    fn module(&self) -> &'static str {
        "idt_express"
    }

    fn base_url(&self) -> &str {
        self.base_url()
    }
}
