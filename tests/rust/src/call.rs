//! A call by name, made through the public method its users call.

use serde::Serialize;
use serde_json::{Map, Value};
use telnum::{
    Attempt, CallOptions, DeleteNumber, Error, GetOrder, Id, IdtExpress, ListCountries,
    ListDidGroups, ListNumbers, ListOrders, ListRegions, Operation, PreviewOrder, Response,
    ResponseInfo, WaitForOrder,
};

use crate::entry::Call;

/// What came back, in canonical form.
pub(crate) struct Came {
    pub(crate) value: Value,
    pub(crate) info: Option<ResponseInfo>,
}

/// Why nothing came back.
pub(crate) enum Failure {
    Error(Error),
    /// The entry is wrong, or wants what this runner does not know.
    Runner(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Makes the call. With options or for its metadata it goes by `send`, otherwise by the plain method.
pub(crate) async fn call(client: &IdtExpress, call: &Call, send: bool) -> Result<Came, Failure> {
    let arguments = Given(&call.arguments);
    let options = CallOptions { timeout: call.timeout.map(telnum::seconds) };
    let send = send || call.timeout.is_some();
    match call.operation.as_str() {
        "list_countries" => match send {
            true => sent(client, &ListCountries, options).await,
            false => plain(client.list_countries().await),
        },
        "list_regions" => {
            let country_iso = arguments.require("country_iso", text)?;
            match send {
                true => sent(client, &ListRegions::new(country_iso), options).await,
                false => plain(client.list_regions(country_iso).await),
            }
        }
        "list_did_groups" => {
            let mut request = ListDidGroups::new(arguments.require("country_iso", text)?);
            request.region_code = arguments.optional("region_code", text)?;
            request.toll_free = arguments.optional("toll_free", Value::as_bool)?;
            match send {
                true => sent(client, &request, options).await,
                false => plain(client.list_did_groups(request).await),
            }
        }
        "preview_order" => {
            let (id, quantity) = arguments.order()?;
            match send {
                true => sent(client, &PreviewOrder::new(id, quantity), options).await,
                false => plain(client.preview_order(id, quantity).await),
            }
        }
        "prepare_order" => {
            let (id, quantity) = arguments.order()?;
            plain(client.prepare_order(id, quantity))
        }
        "create_order" => {
            let (id, quantity) = arguments.order()?;
            match send {
                true => {
                    let attempt = client.prepare_order(id, quantity)?;
                    whole(client.send_place(&attempt, options).await)
                }
                false => plain(client.create_order(id, quantity).await),
            }
        }
        "place" => {
            let attempt = call.arguments.get("attempt").cloned().unwrap_or_default();
            let attempt = Attempt::from_json(&attempt.to_string())?;
            match send {
                true => whole(client.send_place(&attempt, options).await),
                false => plain(client.place(&attempt).await),
            }
        }
        "get_order" => {
            let id = arguments.require("order_id", id)?;
            match send {
                true => sent(client, &GetOrder::new(id), options).await,
                false => plain(client.get_order(id).await),
            }
        }
        "list_orders" => {
            let request = arguments.orders()?;
            match send {
                true => sent(client, &request, options).await,
                false => plain(client.list_orders(request).await),
            }
        }
        "orders" => {
            let mut pager = client.orders_with(arguments.orders()?, options);
            let mut orders = Vec::new();
            while let Some(order) = pager.next().await? {
                orders.push(order);
            }
            plain(Ok(orders))
        }
        "wait_for_order" => {
            let request = arguments.wait()?;
            match send || request.through_backorder.is_some() {
                true => plain(client.wait_for_order_with(request, options).await),
                false => plain(client.wait_for_order(request.order_id).await),
            }
        }
        "watch_order" => {
            let mut watch = client.watch_order(arguments.wait()?, options)?;
            let mut orders = Vec::new();
            while let Some(order) = watch.next().await? {
                orders.push(order);
            }
            plain(Ok(orders))
        }
        "delete_number" => {
            let number = arguments.require("number", text)?;
            match send {
                true => sent(client, &DeleteNumber::new(number), options).await,
                false => plain(client.delete_number(number).await),
            }
        }
        "list_numbers" => {
            let request = arguments.page()?;
            match send {
                true => sent(client, &request, options).await,
                false => plain(client.list_numbers(request).await),
            }
        }
        "numbers" => {
            let mut pager = client.numbers_with(arguments.page()?, options);
            let mut numbers = Vec::new();
            while let Some(number) = pager.next().await? {
                numbers.push(number);
            }
            plain(Ok(numbers))
        }
        other => Err(Failure::Runner(format!("unknown operation {other}"))),
    }
}

async fn sent<O: Operation<Output: Serialize>>(
    client: &IdtExpress,
    operation: &O,
    options: CallOptions,
) -> Result<Came, Failure> {
    whole(client.send(operation, options).await)
}

pub(crate) fn whole<T: Serialize>(answer: telnum::Result<Response<T>>) -> Result<Came, Failure> {
    let Response { value, info } = answer?;
    Ok(Came { info: Some(info), ..plain(Ok(value))? })
}

pub(crate) fn plain<T: Serialize>(value: telnum::Result<T>) -> Result<Came, Failure> {
    let value = serde_json::to_value(value?).map_err(|error| Failure::Runner(error.to_string()))?;
    Ok(Came { value, info: None })
}

/// The entry's arguments, of the types that the methods take.
pub(crate) struct Given<'a>(pub(crate) &'a Map<String, Value>);

impl Given<'_> {
    fn order(&self) -> Result<(Id, i32), Failure> {
        Ok((self.require("did_group_id", id)?, self.require("quantity", whole_number)?))
    }

    fn page(&self) -> Result<ListNumbers, Failure> {
        Ok(ListNumbers {
            page: self.optional("page", whole_number)?,
            page_size: self.optional("page_size", whole_number)?,
        })
    }

    fn wait(&self) -> Result<WaitForOrder, Failure> {
        Ok(WaitForOrder {
            order_id: self.require("order_id", id)?,
            through_backorder: self.optional("through_backorder", Value::as_bool)?,
        })
    }

    fn orders(&self) -> Result<ListOrders, Failure> {
        Ok(ListOrders {
            page: self.optional("page", whole_number)?,
            page_size: self.optional("page_size", whole_number)?,
            filter_by_status: self.optional("filter_by_status", text)?,
        })
    }

    pub(crate) fn require<T>(
        &self,
        name: &str,
        read: fn(&Value) -> Option<T>,
    ) -> Result<T, Failure> {
        let missing = || Failure::Runner(format!("argument {name} is missing"));
        self.optional(name, read)?.ok_or_else(missing)
    }

    pub(crate) fn optional<T>(
        &self,
        name: &str,
        read: fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, Failure> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        let wrong = || Failure::Runner(format!("argument {name} cannot be {value}"));
        read(value).map(Some).ok_or_else(wrong)
    }
}

pub(crate) fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn id(value: &Value) -> Option<Id> {
    match value {
        Value::String(text) => Some(Id::from(text)),
        _ => value.as_i64().map(Id::from),
    }
}

pub(crate) fn whole_number(value: &Value) -> Option<i32> {
    value.as_i64().and_then(|it| it.try_into().ok())
}
