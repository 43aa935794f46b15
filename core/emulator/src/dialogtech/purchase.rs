//! What an order buys, or why it buys nothing.

use super::inventory::Inventory;
use super::scenarios::Shelf;
use super::slots::Slots;
use super::switches::{Nothing, ShortOrder, SlotRule, Switches};
use super::wanted::Wanted;

/// A purchase.
#[derive(Clone, Debug)]
pub(crate) struct Purchase {
    /// How many numbers were asked for.
    pub(crate) asked: u32,
    /// The numbers that were bought, of ten digits.
    pub(crate) numbers: Vec<u64>,
}

/// Chooses what an order buys; nothing is sold yet.
pub(crate) fn plan(
    wanted: &Wanted,
    inventory: &Inventory,
    slots: &Slots,
    switches: &Switches,
) -> Result<Purchase, String> {
    let free = free_slots(wanted, slots);
    let asked = usize::try_from(wanted.quantity).unwrap_or(usize::MAX);
    let most = match switches.slot_rule {
        _ if wanted.order_slot => asked,
        SlotRule::Asked if free < asked => return Err(too_few_slots(free, asked)),
        SlotRule::Limits if free == 0 || free < asked && !wanted.partial => {
            return Err(too_few_slots(free, asked));
        }
        SlotRule::Limits => asked.min(free),
        _ => asked,
    };
    let numbers = inventory.find(wanted, most, switches);
    let found = numbers.len();
    if found == 0 && switches.none_available == Nothing::Fail {
        return Err("no such number is available".to_owned());
    }
    let strict = switches.short_order == ShortOrder::Fail && !wanted.allow_overlay;
    if found < most && (!wanted.partial || strict) {
        return Err(format!("only {found} of {asked} numbers are available"));
    }
    if switches.slot_rule == SlotRule::Bought && !wanted.order_slot && found > free {
        return Err(too_few_slots(free, found));
    }
    Ok(Purchase { asked: wanted.quantity, numbers })
}

/// How many free slots the order may fill.
fn free_slots(wanted: &Wanted, slots: &Slots) -> usize {
    let closed = |area| !Shelf::of(wanted.kind, area).slots;
    if wanted.search.is_some_and(|search| closed(search.area)) {
        return 0;
    }
    usize::try_from(slots.free(wanted.kind)).unwrap_or(usize::MAX)
}

fn too_few_slots(free: usize, needed: usize) -> String {
    format!("{needed} free slots are needed, {free} are there; order_slot=1 buys them")
}
