//! `GET /v1/dids/numbers` and `DELETE /v1/dids/numbers/{number}`

use super::page::Page;
use crate::idt_express::account::{Account, NumberKey};
use crate::idt_express::coverage::DidGroup;
use crate::idt_express::error::{Code, Failure};
use crate::idt_express::switches::{NumbersSorted, NumbersTotal};
use crate::idt_express::wire::{DidGroupJson, MetaJson};
use crate::idt_express::{Answer, Ask};
use crate::sorting;
use crate::time;
use serde::Serialize;

/// A page of the account's numbers, oldest first unless told, with those that were removed of late.
pub(crate) fn list(account: &Account, ask: Ask<'_>) -> Result<Answer, Failure> {
    let page = Page::of(ask)?;
    let newest_first = ask.switches.numbers_sorted == NumbersSorted::NewestFirst;
    let ordered = arrived(account, ask);
    let all = ask.switches.seeded_numbers.0 as usize + ordered.len();
    let gone = account.removed.values().filter(|at_ms| !is_recent(**at_ms, ask)).count();
    let total = match ask.switches.numbers_total {
        NumbersTotal::All => all.saturating_sub(gone),
        NumbersTotal::Active => all.saturating_sub(account.removed.len()),
    };
    let page = page.within(all.saturating_sub(gone), ask.switches)?;
    let keys: Vec<NumberKey> = if gone == 0 {
        // Any page of a long list costs as much as its own rows.
        let seeded = ask.switches.seeded_numbers.0;
        let place = |row: usize| if newest_first { all.checked_sub(row + 1) } else { Some(row) };
        page.range().map_while(|row| key_at(place(row)?, seeded, &ordered)).collect()
    } else {
        let listed =
            |key: &NumberKey| account.removed.get(key).is_none_or(|at| is_recent(*at, ask));
        let rows = seeded(ask).chain(ordered).filter(listed);
        if newest_first { page.of_rows(rows.rev()).collect() } else { page.of_rows(rows).collect() }
    };
    let numbers = keys.into_iter().filter_map(|key| NumberJson::of(key, account, ask)).collect();
    Ok(Answer::of(200, &Numbers { numbers, meta: page.meta(total, ask.switches) }))
}

/// Removes a number, spelled as the list spells it.
pub(crate) fn delete(account: &mut Account, ask: Ask<'_>, number: &str) -> Result<Answer, Failure> {
    let owned = seeded(ask).chain(arrived(account, ask)).find(|key| {
        !account.removed.contains_key(key)
            && found(*key, account, ask).is_some_and(|(_, spelled, _)| spelled == number)
    });
    let Some(key) = owned else {
        let status = ask.switches.number_not_found_status.0;
        let detail = "The number does not belong to the account or is not found";
        return Err(Failure::parameter(status, Code::NumberNotFound, "number", detail));
    };
    account.removed.insert(key, ask.now_ms);
    Ok(Answer::of(200, &Removed { number, status: "removed" }))
}

fn seeded(ask: Ask<'_>) -> impl DoubleEndedIterator<Item = NumberKey> {
    (0..ask.switches.seeded_numbers.0).map(NumberKey::Seeded)
}

fn key_at(row: usize, seeded: u32, ordered: &[NumberKey]) -> Option<NumberKey> {
    match u32::try_from(row) {
        Ok(row) if row < seeded => Some(NumberKey::Seeded(row)),
        _ => ordered.get(row.checked_sub(seeded as usize)?).copied(),
    }
}

/// What orders have brought so far, by the time it came.
fn arrived(account: &Account, ask: Ask<'_>) -> Vec<NumberKey> {
    let mut keys = Vec::new();
    for (place_of_order, order) in account.orders().iter().enumerate() {
        if order.exists(ask.now_ms) {
            keys.extend(order.arrived(ask.now_ms).enumerate().map(|(place, _)| {
                (order.arrival_ms(place), NumberKey::Ordered { order: place_of_order, place })
            }));
        }
    }
    sorting::by(&mut keys, |(one, _), (other, _)| one.cmp(other));
    keys.into_iter().map(|(_, key)| key).collect()
}

/// Group, spelling and time of a number.
fn found(
    key: NumberKey,
    account: &Account,
    ask: Ask<'_>,
) -> Option<(&'static DidGroup, String, u64)> {
    match key {
        NumberKey::Seeded(index) => {
            let seeded = account.numbers.seeded(index, ask.switches.nanp_format)?;
            Some((seeded.group, seeded.number, seeded.added_ms))
        }
        NumberKey::Ordered { order, place } => {
            let order = account.orders().get(order)?;
            Some((order.group, order.numbers.get(place)?.clone(), order.arrival_ms(place)))
        }
    }
}

fn is_recent(removed_ms: u64, ask: Ask<'_>) -> bool {
    ask.now_ms.saturating_sub(removed_ms) < u64::from(ask.switches.removed_listed_s) * 1_000
}

#[derive(Serialize)]
struct Numbers {
    numbers: Vec<NumberJson>,
    meta: MetaJson,
}

#[derive(Serialize)]
struct Removed<'a> {
    number: &'a str,
    status: &'static str,
}

#[derive(Serialize)]
struct NumberJson {
    number: String,
    status: &'static str,
    added_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed_at: Option<String>,
    did_group: DidGroupJson,
}

impl NumberJson {
    fn of(key: NumberKey, account: &Account, ask: Ask<'_>) -> Option<Self> {
        let (group, number, added_ms) = found(key, account, ask)?;
        let removed = account.removed.get(&key);
        let mut did_group = DidGroupJson::full(group, ask.switches);
        if let NumberKey::Seeded(3) = key {
            // The page writes one name of its list without the space the others end in.
            did_group.name = did_group.name.trim_end().to_owned();
        }
        Some(Self {
            number,
            status: if removed.is_some() { "removed" } else { "active" },
            added_at: time::rfc3339(added_ms),
            removed_at: removed.map(|at_ms| time::rfc3339(*at_ms)),
            did_group,
        })
    }
}
