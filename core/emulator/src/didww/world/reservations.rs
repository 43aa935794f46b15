//! Numbers that are reserved for the account: the one thing that it keeps.

use super::World;
use super::coverage::MOST_NUMBERS;
use crate::didww::version::Version;
use crate::didww::wire::Attributes;
use crate::time;

/// A number that is reserved.
#[derive(Clone, Debug)]
pub(crate) struct Reservation {
    /// What its id is made of: the first is 0, and none comes again.
    pub(crate) serial: u32,
    /// The place of the number.
    pub(crate) number: u32,
    pub(crate) description: Option<String>,
    pub(crate) created_ms: u64,
    pub(crate) expires_ms: u64,
}

impl World<'_> {
    /// All that are reserved.
    pub(crate) fn reservations(&self) -> &[Reservation] {
        self.held
    }

    /// The reservation of a serial number.
    pub(super) fn reservation(&self, serial: u32) -> Option<&Reservation> {
        self.held.iter().find(|it| it.serial == serial)
    }

    /// How many numbers of a group are reserved.
    pub(super) fn reserved_of(self, group: u32) -> u32 {
        let of_group = self.held.iter().filter(|it| it.number / MOST_NUMBERS == group);
        of_group.count() as u32
    }
}

impl Reservation {
    pub(super) fn attributes(&self, out: &mut Attributes<'_>) {
        out.optional("description", self.description.as_deref());
        out.text("created_at", &time::rfc3339_ms(self.created_ms));
        let name = if out.version >= Version::V2026April { "expires_at" } else { "expire_at" };
        out.text(name, &time::rfc3339_ms(self.expires_ms));
    }
}
