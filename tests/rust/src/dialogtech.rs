//! A call of DialogTech, made through the public method its users call.

use serde_json::Value;
use telnum::{Attempt, CallOptions, DialogTech, DialogTechNumberType, OrderNumbers};

use crate::call::{Came, Failure, Given, plain, text, whole, whole_number};
use crate::entry::Call;

/// Makes the call. With options or for its metadata it goes by `send_place`, otherwise by the plain
/// method.
pub(crate) async fn call(client: &DialogTech, call: &Call, send: bool) -> Result<Came, Failure> {
    let options = CallOptions { timeout: call.timeout.map(telnum::seconds) };
    let send = send || call.timeout.is_some();
    match call.operation.as_str() {
        "prepare_order" => plain(client.prepare_order(order(call)?)),
        "order_numbers" => match send {
            true => {
                let attempt = client.prepare_order(order(call)?)?;
                whole(client.send_place(&attempt, options).await)
            }
            false => plain(client.order_numbers(order(call)?).await),
        },
        "place" => {
            let attempt = call.arguments.get("attempt").cloned().unwrap_or_default();
            let attempt = Attempt::from_json(&attempt.to_string())?;
            match send {
                true => whole(client.send_place(&attempt, options).await),
                false => plain(client.place(&attempt).await),
            }
        }
        other => Err(Failure::Runner(format!("unknown operation {other}"))),
    }
}

fn order(call: &Call) -> Result<OrderNumbers, Failure> {
    let arguments = Given(&call.arguments);
    let number_type = DialogTechNumberType::read(&arguments.require("type", text)?);
    let mut order = OrderNumbers::new(number_type, arguments.require("quantity", whole_number)?);
    order.search = arguments.optional("search", text)?;
    order.allow_partial = arguments.optional("allow_partial", Value::as_bool)?;
    order.cleansed_only = arguments.optional("cleansed_only", Value::as_bool)?;
    order.distance = arguments.optional("distance", whole_number)?;
    order.sms_supported = arguments.optional("sms_supported", Value::as_bool)?;
    order.order_slot = arguments.optional("order_slot", Value::as_bool)?;
    order.allow_overlay = arguments.optional("allow_overlay", Value::as_bool)?;
    Ok(order)
}
