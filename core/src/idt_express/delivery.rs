//! What has become of an order: whether anything may still change, and what came of it.

use telnum_macros::closed_set;

use super::order::IdtOrderItem;
use super::order_status::{IdtOrderItemStatus, IdtOrderStatus};

/// What has become of an order so far, by its own status and its items'.
#[closed_set]
#[derive(Default)]
pub enum IdtDelivery {
    /// Something may still change.
    #[default]
    Moving,
    /// All numbers were delivered.
    Delivered,
    /// Some numbers were delivered, and no more will be.
    PartlyDelivered,
    /// No number was delivered, and none will be.
    NotDelivered,
    /// What is missing is on backorder, which may last for weeks and cannot be cancelled by the API.
    Backordered,
}

/// What has become of an order.
///
/// It is over when every item is final, or when the order itself is complete and no item is known to be
/// moving. A backorder is told apart.
pub(super) fn of(
    status: &IdtOrderStatus,
    ordered: Option<i32>,
    fulfilled: Option<i32>,
    items: &[IdtOrderItem],
) -> IdtDelivery {
    let has = |stage| items.iter().any(|item| Stage::of(&item.status) == stage);
    let complete = *status == IdtOrderStatus::Complete;
    let unsettled = has(Stage::Moving) || !complete && (has(Stage::Unknown) || items.is_empty());
    if unsettled {
        return IdtDelivery::Moving;
    }
    if has(Stage::Backordered) {
        return IdtDelivery::Backordered;
    }
    let whole = items.iter().all(|item| item.status == IdtOrderItemStatus::FulfilledComplete);
    match (ordered, fulfilled) {
        (Some(ordered), Some(fulfilled)) if fulfilled >= ordered => IdtDelivery::Delivered,
        (_, Some(0)) => IdtDelivery::NotDelivered,
        (Some(_), Some(_)) => IdtDelivery::PartlyDelivered,
        // Without counts, the statuses speak.
        _ if !items.is_empty() && whole => IdtDelivery::Delivered,
        _ if items.iter().all(|item| item.numbers.is_empty()) => IdtDelivery::NotDelivered,
        _ => IdtDelivery::PartlyDelivered,
    }
}

/// How far an item has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Moving,
    Backordered,
    Final,
    Unknown,
}

impl Stage {
    fn of(status: &IdtOrderItemStatus) -> Self {
        match status {
            IdtOrderItemStatus::Preview
            | IdtOrderItemStatus::Received
            | IdtOrderItemStatus::Processing => Self::Moving,
            IdtOrderItemStatus::Backordered | IdtOrderItemStatus::PartiallyFulfilledBackordered => {
                Self::Backordered
            }
            IdtOrderItemStatus::FulfilledComplete
            | IdtOrderItemStatus::PartiallyFulfilledComplete
            | IdtOrderItemStatus::BackorderCanceled
            | IdtOrderItemStatus::PartiallyFulfilledBackorderCanceled
            | IdtOrderItemStatus::CanceledInsufficientFunds
            | IdtOrderItemStatus::CanceledInsufficientInventory
            | IdtOrderItemStatus::PartiallyFulfilledInsufficientFunds => Self::Final,
            IdtOrderItemStatus::Unknown { .. } => Self::Unknown,
        }
    }
}
