//! Which carrier a request is for, and the shape of its answers where a fault makes them up.

use crate::message::Response;
use crate::random::Random;
use crate::{dialogtech, didww, garble, idt_express};

/// A carrier, chosen by the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// `/v1/dids/…`
    IdtExpress,
    /// `/ibp_api.php`
    DialogTech,
    /// `/v3/…`
    Didww,
    /// No carrier answers here.
    Nobody,
}

impl Carrier {
    /// The carrier at a path.
    pub(crate) fn at(path: &[&str]) -> Self {
        match path {
            ["v1", "dids", ..] => Self::IdtExpress,
            ["ibp_api.php"] => Self::DialogTech,
            ["v3", ..] => Self::Didww,
            _ => Self::Nobody,
        }
    }

    /// What it says with a status from 400 to 499.
    pub(crate) fn scripted(self, status: u16, request_id: &str) -> Response {
        match self {
            Self::IdtExpress | Self::Nobody => idt_express::hostile::scripted(status, request_id),
            // It documents no status but 200, so nothing of its own says this.
            Self::DialogTech => garble::page(status),
            Self::Didww => didww::hostile::scripted(status),
        }
    }

    /// 200 with bytes that are no text.
    pub(crate) fn garbage(self, random: &mut Random) -> Response {
        let body = garble::garbage(random);
        match self {
            Self::IdtExpress | Self::Nobody => Response::json(200, body),
            Self::DialogTech => Response::xml(200, body),
            Self::Didww => didww::hostile::json_api(body),
        }
    }

    /// 200 in which every documented member has another type.
    pub(crate) fn wrong_type(self) -> Response {
        match self {
            Self::IdtExpress | Self::Nobody => idt_express::hostile::wrong_type(),
            Self::DialogTech => dialogtech::hostile::wrong_type(),
            Self::Didww => didww::hostile::wrong_type(),
        }
    }

    /// 200 with a valid document of exactly so many bytes.
    pub(crate) fn huge(self, bytes: usize) -> Response {
        match self {
            Self::IdtExpress | Self::Nobody => garble::huge(bytes),
            Self::DialogTech => dialogtech::hostile::huge(bytes),
            Self::Didww => didww::hostile::json_api(garble::huge(bytes).body),
        }
    }

    /// 200 with a valid document of so many levels.
    pub(crate) fn deep(self, levels: usize) -> Response {
        match self {
            Self::IdtExpress | Self::Nobody => garble::deep(levels),
            Self::DialogTech => dialogtech::hostile::deep(levels),
            Self::Didww => didww::hostile::json_api(garble::deep(levels).body),
        }
    }
}
