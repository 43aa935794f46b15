//! Numbers that are reserved for the account.

use telnum_macros::{document, open_set, operation, record, resource};

use super::DidwwAvailableDidLink;
use super::deleted::DidwwDeleted;
use super::errors;
use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::query;
use super::unknown::DidwwMember;
use crate::checks::Checks;
use crate::error::{Error, Result};
use crate::operation::Encoded;
use crate::transport::{HttpResponse, Method};
use crate::types::Timestamp;

/// Lists one page of the numbers that are reserved for the account. Reservations that have ended are not listed.
#[operation(
    Didww::list_did_reservations,
    GET "/v3/did_reservations",
    page = "Get DID Reservations",
    answer = document(DidwwDidReservationPage),
    asks(
        filter = DidwwDidReservationFilter,
        include = DidwwDidReservationInclude,
        sort = DidwwDidReservationSortKey,
        fields,
        pages,
    ),
    walk(did_reservations, ahead = 20, "All reservations that pass the filters, one after another."),
)]
pub struct ListDidwwDidReservations;

/// Gets one reservation that has not ended.
#[operation(
    Didww::get_did_reservation,
    GET "/v3/did_reservations/{did_reservation_id}",
    page = "Get DID Reservation",
    answer = document(DidwwDidReservationDocument),
    asks(include = DidwwDidReservationInclude, fields),
    raises(not_found = "the reservation has ended, or there is none of this id"),
)]
pub struct GetDidwwDidReservation {
    /// The reservation's id.
    pub did_reservation_id: String,
}

/// Reserves a number for the account for some minutes, so that no one else buys it. It costs nothing.
///
/// It ends at `expires_at` by itself, or when it is deleted, or when the number is ordered by it. How many
/// numbers an account may reserve at once depends on its plan, ten by default: `available_count` says how many
/// are left.
///
/// It is not sent again once the carrier may have acted on it: by then the number may be reserved, and the
/// refusal would look as if someone else had taken it. Where the answer is lost, look at
/// `list_did_reservations`; a `description` of your own tells it apart.
#[operation(
    Didww::create_did_reservation,
    POST "/v3/did_reservations",
    page = "Create DID Reservation",
    repeat = never,
    answer = document(DidwwDidReservationDocument),
    validate = CreateDidwwDidReservation::rules,
    encode = CreateDidwwDidReservation::request,
    raises(
        invalid_input = "the number is taken or reserved, or the account reserves as many as it may",
        not_enabled = "the account may not choose single numbers: ask DIDWW to enable it",
    ),
)]
pub struct CreateDidwwDidReservation {
    /// The id that `list_available_dids` shows, which is not the number.
    pub available_did_id: String,
    /// Your own words, to tell it apart.
    pub description: Option<String>,
}

/// Gives a reserved number back before its time is up.
///
/// It is repeated when its answer is lost; a reservation that this call's own repeat no longer finds counts as
/// deleted.
#[operation(
    Didww::delete_did_reservation,
    DELETE "/v3/did_reservations/{did_reservation_id}",
    page = "Delete DID Reservation",
    repeat = idempotent,
    answer = with(DeleteDidwwDidReservation::read, DidwwDeleted),
    validate = DeleteDidwwDidReservation::rules,
    encode = DeleteDidwwDidReservation::request,
    settled_by = DeleteDidwwDidReservation::is_gone,
    raises(not_found = "the reservation has ended already, or there is none of this id"),
)]
pub struct DeleteDidwwDidReservation {
    /// The reservation's id.
    pub did_reservation_id: String,
}

/// A number that is reserved for the account. (DIDWW, *DID Reservation Object*)
#[derive(Default)]
#[resource("did_reservations")]
#[record]
pub struct DidwwDidReservation {
    /// The id to order the number by.
    pub id: String,
    /// The account's own words.
    pub description: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it ends: trust this rather than any number of minutes. (`expire_at` before version 2026-04-16.)
    #[attribute(was = "expire_at")]
    pub expires_at: Option<Timestamp>,
    /// The number.
    #[to_one(include = "available_did")]
    pub available_did: DidwwAvailableDidLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// A page of reservations. (DIDWW, *Get DID Reservations*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwDidReservationPage {
    /// The reservations, in the carrier's order.
    pub did_reservations: Vec<DidwwDidReservation>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many more numbers the account may reserve, as the carrier reports it.
    pub available_count: Option<i32>,
    /// How many reservations there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A reservation with what it is linked to. (DIDWW, *Get DID Reservation*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwDidReservationDocument {
    /// The reservation.
    pub did_reservation: DidwwDidReservation,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// How many more numbers the account may reserve, as the carrier reports it.
    pub available_count: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of reservations; a reservation has to pass all of them. (DIDWW, *Get DID
    /// Reservations*)
    DidwwDidReservationFilter {
        /// The id.
        id text "id";
        /// The description; only in version 2026-04-16 and later.
        description text "description";
    }
}

/// What can be included with reservations. (DIDWW, *Get DID Reservations*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwDidReservationInclude {
    /// The number.
    AvailableDid,
    /// The number's group.
    #[written("available_did.did_group")]
    AvailableDidDidGroup,
    /// What can be bought of that group: the prices.
    #[written("available_did.did_group.stock_keeping_units")]
    AvailableDidDidGroupStockKeepingUnits,
}

/// What a list of reservations can be sorted by. (DIDWW, *Get DID Reservations*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwDidReservationSortKey {
    /// When it was made.
    CreatedAt,
    /// The description.
    Description,
    /// When it ends; only in version 2026-04-16 and later.
    ExpiresAt,
    /// The same, by its name in every version.
    ExpireAt,
}

named!(DidwwDidReservationInclude);
sorting!(DidwwDidReservationSortKey);

impl CreateDidwwDidReservation {
    fn rules(&self, checks: &mut Checks) {
        query::id("available_did_id", &self.available_did_id, checks);
        if self.description.as_deref().is_some_and(|it| it.chars().any(char::is_control)) {
            checks.fail(errors::invalid("description", "must not hold control characters"));
        }
    }

    fn request(&self) -> Result<Encoded> {
        let description = ("description", self.description.as_deref().map(query::quoted));
        let number = query::link("available_dids", &self.available_did_id);
        query::written(
            Method::Post,
            &["v3", "did_reservations"],
            &[description],
            &[("available_did", Some(number))],
        )
    }
}

impl DeleteDidwwDidReservation {
    fn rules(&self, checks: &mut Checks) {
        query::id("did_reservation_id", &self.did_reservation_id, checks);
    }

    fn request(&self) -> Result<Encoded> {
        query::address(Method::Delete, &["v3", "did_reservations", &self.did_reservation_id])
    }

    fn read(&self, _: &HttpResponse) -> Result<DidwwDeleted> {
        Ok(DidwwDeleted::of(&self.did_reservation_id))
    }

    fn is_gone(&self, refusal: &Error) -> Option<DidwwDeleted> {
        DidwwDeleted::where_gone(&self.did_reservation_id, refusal)
    }
}
