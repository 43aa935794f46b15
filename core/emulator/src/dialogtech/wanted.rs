//! What an order asks for, checked parameter by parameter.

use super::areas::Search;
use super::kind::Kind;
use super::parameters::Parameters;
use super::switches::{MissingQuantity, Misuse, Nothing, QuantityOver, Switches};

/// A valid order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) kind: Kind,
    /// None for the toll-free kinds.
    pub(crate) search: Option<Search>,
    pub(crate) quantity: u32,
    pub(crate) partial: bool,
    pub(crate) cleansed_only: bool,
    /// In miles.
    pub(crate) distance: f64,
    pub(crate) sms_supported: bool,
    pub(crate) order_slot: bool,
    pub(crate) allow_overlay: bool,
}

impl Wanted {
    /// Reads the order in the order of the page; the text of an error says what is wrong first.
    pub(crate) fn of(parameters: &Parameters, switches: &Switches) -> Result<Self, String> {
        let word = parameters.value("type").ok_or("type is required")?;
        let kind =
            Kind::of(word).ok_or("type must be local, tollfree, true800 or canadian_local")?;
        let search = search(parameters, kind, switches)?;
        let quantity = quantity(parameters, switches)?;
        let all = flag(parameters, "fill_quantity")?.ok_or("fill_quantity is required")?;
        let cleansed_only = flag(parameters, "cleansed_only")?;
        let distance = distance(parameters, switches)?;
        let sms_supported = flag(parameters, "sms_supported")?;
        let order_slot = flag(parameters, "order_slot")?;
        let allow_overlay = flag(parameters, "allow_overlay")?;

        let mut wanted = Self {
            kind,
            search,
            quantity,
            partial: !all,
            cleansed_only: cleansed_only.unwrap_or(switches.cleansed_only_default),
            distance,
            sms_supported: sms_supported.unwrap_or(false),
            order_slot: order_slot.unwrap_or(false),
            allow_overlay: allow_overlay.unwrap_or(false),
        };
        wanted.combine(switches)?;
        Ok(wanted)
    }

    /// The rules between parameters.
    fn combine(&mut self, switches: &Switches) -> Result<(), String> {
        if !self.kind.is_searched() && self.distance > 0.0 {
            if switches.toll_free_search == Misuse::Fail {
                return Err("distance is for local and canadian_local".to_owned());
            }
            self.distance = 0.0;
        }
        if self.allow_overlay {
            let exact = self.search.is_some_and(|search| search.exchange.is_some());
            if exact && !self.cleansed_only {
                return Ok(());
            }
            if switches.overlay_misuse == Misuse::Fail {
                return Err(if exact {
                    "allow_overlay is not supported with cleansed_only".to_owned()
                } else {
                    "allow_overlay needs a search of 6 digits".to_owned()
                });
            }
            self.allow_overlay = false;
        }
        Ok(())
    }
}

fn search(
    parameters: &Parameters,
    kind: Kind,
    switches: &Switches,
) -> Result<Option<Search>, String> {
    match (parameters.value("search"), kind.is_searched()) {
        (None, false) => Ok(None),
        (None, true) => Err("search is required for local and canadian_local".to_owned()),
        (Some(text), true) => match Search::of(text) {
            Some(search) => Ok(Some(search)),
            None => Err("search must be 3 or 6 digits".to_owned()),
        },
        (Some(_), false) => match switches.toll_free_search {
            Misuse::Fail => Err("search is not supported for toll free numbers".to_owned()),
            Misuse::Ignore => Ok(None),
        },
    }
}

fn quantity(parameters: &Parameters, switches: &Switches) -> Result<u32, String> {
    let Some(text) = parameters.value("quantity") else {
        return match switches.missing_quantity {
            MissingQuantity::Ten => Ok(10),
            MissingQuantity::Fail => Err("quantity is required".to_owned()),
        };
    };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<u32>() {
        Ok(0) if switches.zero_quantity == Nothing::Fail => {
            Err("quantity must be at least 1".to_owned())
        }
        Ok(quantity) if digits && quantity <= MOST => Ok(quantity),
        _ if !digits => Err("quantity must be a whole number".to_owned()),
        // Too many digits for a number are too many numbers as well.
        _ => match switches.quantity_over {
            QuantityOver::Fail => Err(format!("quantity must be at most {MOST}")),
            QuantityOver::Clamp => Ok(MOST),
        },
    }
}

fn distance(parameters: &Parameters, switches: &Switches) -> Result<f64, String> {
    let Some(text) = parameters.value("distance") else { return Ok(0.0) };
    match miles(text) {
        Some(miles) if switches.distance_fractions || !text.contains('.') => Ok(miles),
        _ => Err("distance must be a number of miles".to_owned()),
    }
}

/// Digits, with or without a fraction. What std reads numbers with holds a table of ten thousand bytes.
fn miles(text: &str) -> Option<f64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = || whole.bytes().chain(part.bytes());
    if digits().next().is_none() || !digits().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = digits().fold(0.0, |number, byte| number * 10.0 + f64::from(byte - b'0'));
    Some(number / part.bytes().fold(1.0, |unit, _| unit * 10.0))
}

/// A flag; none if it is left out.
fn flag(parameters: &Parameters, name: &str) -> Result<Option<bool>, String> {
    match parameters.value(name) {
        None => Ok(None),
        Some("0") => Ok(Some(false)),
        Some("1") => Ok(Some(true)),
        Some(_) => Err(format!("{name} must be 0 or 1")),
    }
}

/// The most that one order can ask for.
const MOST: u32 = 25;
