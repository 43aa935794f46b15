//! A call of DIDWW, made through the public method its users call.

use serde_json::{Map, Value};
use telnum::{
    CallOptions, Didww, DidwwDidFilter, DidwwFieldset, DidwwFilter, DidwwInclude, DidwwSort,
    ListDids,
};

use crate::call::{Came, Failure, Given, plain, text, whole, whole_number};
use crate::entry::Call;

/// Makes the call. With options or for its metadata it goes by `send`, otherwise by the plain method.
pub(crate) async fn call(client: &Didww, call: &Call, send: bool) -> Result<Came, Failure> {
    let options = CallOptions { timeout: call.timeout.map(telnum::seconds) };
    let request = request(&call.arguments)?;
    match call.operation.as_str() {
        "list_dids" => match send || call.timeout.is_some() {
            true => whole(client.send(&request, options).await),
            false => plain(client.list_dids(request).await),
        },
        "dids" => {
            let ahead = Given(&call.arguments).optional("pages_ahead", whole_number)?;
            let ahead = ahead.and_then(|it| usize::try_from(it).ok()).unwrap_or_default();
            let mut pager = client.dids_with(request, options).pages_ahead(ahead);
            let mut dids = Vec::new();
            while let Some(did) = pager.next().await? {
                dids.push(did);
            }
            plain(Ok(dids))
        }
        other => Err(Failure::Runner(format!("unknown operation {other}"))),
    }
}

fn request(arguments: &Map<String, Value>) -> Result<ListDids, Failure> {
    let given = Given(arguments);
    let mut filter = DidwwDidFilter::new();
    for (name, value) in members(arguments, "filter") {
        filter = filtered(filter, &name, &value)?;
    }
    for (name, value) in members(arguments, "other_filters") {
        filter = filter.other(name, wanted(&value)?);
    }
    let fields = members(arguments, "fields").into_iter();
    Ok(ListDids {
        filter,
        include: texts(arguments, "include").iter().map(|it| DidwwInclude::read(it)).collect(),
        sort: texts(arguments, "sort").iter().map(|it| DidwwSort::read(it)).collect(),
        fields: fields
            .map(|(object_type, names)| DidwwFieldset { object_type, fields: list(&names) })
            .collect(),
        page: given.optional("page", whole_number)?,
        page_size: given.optional("page_size", whole_number)?,
    })
}

fn filtered(it: DidwwDidFilter, name: &str, value: &Value) -> Result<DidwwDidFilter, Failure> {
    let flag = || value.as_bool().ok_or_else(|| Failure::Runner(format!("{name} is no flag")));
    Ok(match name {
        "number" => it.number(wanted(value)?),
        "description" => it.description(wanted(value)?),
        "terminated" => it.terminated(flag()?),
        "awaiting_registration" => it.awaiting_registration(flag()?),
        "pending_removal" => it.pending_removal(flag()?),
        "blocked" => it.blocked(flag()?),
        "billing_cycles_count" => it.billing_cycles_count(wanted(value)?),
        "did_group_id" => it.did_group_id(wanted(value)?),
        "country_id" => it.country_id(wanted(value)?),
        "region_id" => it.region_id(wanted(value)?),
        "city_id" => it.city_id(wanted(value)?),
        "order_id" => it.order_id(wanted(value)?),
        "voice_in_trunk_id" => it.voice_in_trunk_id(wanted(value)?),
        "voice_in_trunk_group_id" => it.voice_in_trunk_group_id(wanted(value)?),
        "shared_capacity_group_id" => it.shared_capacity_group_id(wanted(value)?),
        "capacity_pool_id" => it.capacity_pool_id(wanted(value)?),
        "order_reference" => it.order_reference(wanted(value)?),
        "did_group_features" => it.did_group_features(wanted(value)?),
        "address_verification_id" => it.address_verification_id(wanted(value)?),
        _ => return Err(Failure::Runner(format!("unknown filter {name}"))),
    })
}

fn wanted(value: &Value) -> Result<DidwwFilter, Failure> {
    let scalar = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Ok(match value {
        Value::Array(values) => DidwwFilter::OneOf(values.iter().map(scalar).collect()),
        Value::Object(it) if it.get("blank") == Some(&Value::Bool(true)) => DidwwFilter::Blank,
        Value::Object(_) | Value::Null => {
            return Err(Failure::Runner(format!("{value} is no filter")));
        }
        one => DidwwFilter::Is(scalar(one)),
    })
}

fn members(arguments: &Map<String, Value>, name: &str) -> Map<String, Value> {
    arguments.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
}

fn texts(arguments: &Map<String, Value>, name: &str) -> Vec<String> {
    arguments.get(name).map(list).unwrap_or_default()
}

fn list(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(text).collect()
}
