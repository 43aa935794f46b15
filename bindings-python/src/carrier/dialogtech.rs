//! DialogTech.

use serde_json::{Map, Value};
use telnum::{Attempt, BoxFuture, CallOptions, DialogTech, Error, Response, Result};

use super::{Carrier, no_walk, shown};
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
            Ok(Self::call(&client, &operation, arguments, options).await?.map(shown))
        })
    }

    fn buys(&self) -> &'static str {
        "order_numbers"
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
            // It gives no id.
            Ok((answer.map(shown), None))
        })
    }

    fn lost(&self, attempt: &Attempt) -> Error {
        self.lost_order(attempt)
    }

    fn walk(&self, name: &str, _: Map<String, Value>, _: CallOptions) -> Result<Box<dyn Steps>> {
        Err(no_walk(name))
    }

    fn module(&self) -> &'static str {
        "dialogtech"
    }

    fn base_url(&self) -> &str {
        self.base_url()
    }
}
