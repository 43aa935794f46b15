//! DIDWW v3: its routes, in the order in which it checks a request.

mod access;
mod error;
pub(crate) mod hostile;
mod kind;
mod query;
mod switches;
mod version;
mod wire;
mod world;
mod writing;

use crate::message::{Request, Response};
use crate::sorting;
use crate::target::Target;
use access::Pace;
use error::Failure;
use kind::Kind;
use query::{Asked, Reading};
use serde_json::Value;
use switches::{AvailableDids, Switches};
use version::Version;
use world::{Reservation, World};
use writing::Act;

/// The carrier with its one account, all of which follows from the seed.
#[derive(Debug)]
pub(crate) struct Didww {
    seed: u64,
    switches: Switches,
    pace: Pace,
    /// The numbers that are reserved.
    held: Vec<Reservation>,
    /// How many were ever reserved.
    reserved: u32,
}

/// One request with all that decides about its answer.
#[derive(Clone, Copy, Debug)]
struct Ask<'a> {
    request: &'a Request,
    target: &'a Target,
    own: &'a Switches,
    now_ms: u64,
}

/// What an answer is written from.
#[derive(Debug)]
struct Answering<'a> {
    world: World<'a>,
    version: Version,
    own: &'a Switches,
    target: &'a Target,
    asked: &'a Asked,
    /// What links begin with.
    base: String,
}

impl Didww {
    /// The carrier with an account of this seed.
    pub(crate) fn new(seed: u64) -> Self {
        let (switches, pace) = (Switches::default(), Pace::default());
        Self { seed, switches, pace, held: Vec::new(), reserved: 0 }
    }

    /// Answers a request whose path begins `/v3/`.
    pub(crate) fn answer(&mut self, request: &Request, target: &Target, now_ms: u64) -> Response {
        self.held.retain(|it| it.expires_ms > now_ms);
        let own = &self.switches;
        let ask = Ask { request, target, own, now_ms };
        let world = World::new(self.seed, own, &self.held);
        let act = match checked(&mut self.pace, ask, world) {
            Ok(Outcome::Shown(body)) => return wire::answer(200, body, own),
            Ok(Outcome::Act(act)) => act,
            Err(failure) => return failure.response(own),
        };
        match act {
            Act::Reserve(number, description) => {
                self.held.push(Reservation {
                    serial: self.reserved,
                    number,
                    description,
                    created_ms: now_ms,
                    expires_ms: now_ms + u64::from(own.reservation_s.0) * 1000,
                });
                self.reserved += 1;
                let world = World::new(self.seed, own, &self.held);
                match writing::made(ask, world, self.reserved - 1) {
                    Ok(body) => wire::answer(201, body, own),
                    Err(failure) => failure.response(own),
                }
            }
            Act::Release(serial) => {
                self.held.retain(|it| it.serial != serial);
                Response { status: 204, ..Response::default() }
            }
        }
    }

    /// Sets a switch by its name; none if there is no such switch.
    pub(crate) fn set(&mut self, name: &str, value: &Value) -> Option<Result<(), String>> {
        let bare = name.strip_prefix(PREFIX).filter(|bare| *bare != COUNT);
        let name = bare.or(Some(name).filter(|name| *name == COUNT))?;
        if name == "rate_limit" {
            self.pace = Pace::default();
        }
        self.switches.set(name, value)
    }

    /// The names of its switches.
    pub(crate) fn switch_names() -> impl Iterator<Item = String> {
        let prefix = |name: &str| if name == COUNT { "" } else { PREFIX };
        Switches::NAMES.iter().map(move |name| format!("{}{name}", prefix(name)))
    }
}

/// What becomes of a request that is good.
enum Outcome {
    Shown(Vec<u8>),
    Act(Act),
}

fn checked(pace: &mut Pace, ask: Ask<'_>, world: World<'_>) -> Result<Outcome, Failure> {
    let version = Version::served(ask.request.header("x-didww-api-version"), ask.own.version);
    let key = access::key(ask, version)?;
    pace.count(ask, key)?;
    access::media_types(ask)?;
    let path = ask.target.path();
    match (ask.request.method.as_str(), path.as_slice()) {
        ("GET", ["v3", type_name, rest @ ..]) => {
            shown(ask, version, world, type_name, rest).map(Outcome::Shown)
        }
        ("POST", ["v3", "did_reservations"]) => {
            writing::reserve(ask, version, world).map(Outcome::Act)
        }
        ("DELETE", ["v3", "did_reservations", id]) => writing::release(world, id).map(Outcome::Act),
        _ => Err(no_route()),
    }
}

fn shown(
    ask: Ask<'_>,
    version: Version,
    world: World<'_>,
    type_name: &str,
    rest: &[&str],
) -> Result<Vec<u8>, Failure> {
    let kind = match type_name {
        // Of which there is one.
        "balance" => Kind::Balance,
        name => {
            Kind::named(name, version).filter(|it| *it != Kind::Balance).ok_or_else(no_route)?
        }
    };
    let reading = Reading { ask, kind, version, world };
    if kind == Kind::AvailableDid {
        match ask.own.available_dids {
            AvailableDids::Forbidden => return Err(Failure::forbidden()),
            AvailableDids::NotFound => return Err(no_route()),
            AvailableDids::On | AvailableDids::Empty => {}
        }
    }
    if rest.is_empty() {
        return listed(reading);
    }
    let [id, rest @ ..] = rest else { return Err(no_route()) };
    let place = world.find(kind, id).ok_or_else(|| Failure::no_record(id));
    if rest.is_empty() {
        let asked = reading.show()?;
        return Ok(wire::show(&answering(reading, &asked), kind, place?));
    }
    let (linkage, name) = match rest {
        [name] => (false, name),
        ["relationships", name] => (true, name),
        _ => return Err(no_route()),
    };
    let to = kind.relation(name, version).and_then(|relation| relation.to).ok_or_else(no_route)?;
    let related = world.related(kind, place?, to);
    let asked = Reading { kind: to, ..reading }.show()?;
    let answering = answering(reading, &asked);
    if linkage {
        let path = format!("{type_name}/{id}/relationships/{name}");
        Ok(wire::linkage(&answering, &path, to, &related))
    } else {
        Ok(wire::related(&answering, to, &related))
    }
}

/// A list, of those types that have one.
fn listed(reading: Reading<'_>) -> Result<Vec<u8>, Failure> {
    let Reading { world, kind, version, .. } = reading;
    match kind {
        Kind::Did
        | Kind::Country
        | Kind::Region
        | Kind::City
        | Kind::Area
        | Kind::Pop
        | Kind::DidGroupType
        | Kind::DidGroup
        | Kind::CapacityPool
        | Kind::DidReservation => {}
        Kind::NanpaPrefix if version >= Version::V2022 => {}
        Kind::DidHistory if version >= Version::V2026April => {}
        Kind::Balance => {
            let asked = reading.show()?;
            return Ok(wire::show(&answering(reading, &asked), kind, 0));
        }
        Kind::AvailableDid => return numbers(reading),
        _ => return Err(no_route()),
    }
    let asked = reading.list()?;
    let places: Vec<u32> = match kind {
        Kind::DidReservation => world.reservations().iter().map(|it| it.serial).collect(),
        _ => (0..world.count(kind)).collect(),
    };
    let is_paged = !matches!(kind, Kind::Country | Kind::Region | Kind::Pop);
    let range = if is_paged { asked.page.range() } else { 0..places.len() };
    let answering = answering(reading, &asked);
    let written = |rows: &[u32], total: usize| match is_paged {
        true => wire::list(&answering, kind, rows, total),
        false => wire::whole(&answering, kind, rows, None),
    };
    // What is neither sought nor sorted needs no look at other pages.
    if asked.filters.is_empty() && asked.sort.is_empty() {
        let rows: Vec<u32> = places.iter().copied().skip(range.start).take(range.len()).collect();
        return Ok(written(&rows, places.len()));
    }
    let passes = |place: &u32| asked.filters.pass(world, version, kind, *place);
    let mut found: Vec<u32> = places.into_iter().filter(passes).collect();
    asked.sort.apply(world, version, kind, &mut found);
    let rows: Vec<u32> = found.iter().copied().skip(range.start).take(range.len()).collect();
    Ok(written(&rows, found.len()))
}

/// Some of the numbers that can be chosen, in no order, and how many there are.
fn numbers(reading: Reading<'_>) -> Result<Vec<u8>, Failure> {
    let Reading { world, kind, version, ask } = reading;
    let asked = reading.list()?;
    if !query::finds_few(&asked.filters) {
        return Err(Failure::too_wide());
    }
    let none = ask.own.available_dids == AvailableDids::Empty;
    let passes = |place: &u32| !none && asked.filters.pass(world, version, kind, *place);
    let mut found: Vec<u32> = world.numbers().filter(passes).collect();
    let total = found.len();
    // By chance, which the moment decides too.
    let chance = |place: &u32| world.chance(ask.now_ms, *place);
    sorting::by(&mut found, |one, other| chance(one).cmp(&chance(other)));
    found.truncate(ask.own.available_dids_cap.0 as usize);
    Ok(wire::whole(&answering(reading, &asked), kind, &found, Some(("total_count", total))))
}

fn answering<'a>(reading: Reading<'a>, asked: &'a Asked) -> Answering<'a> {
    let Reading { ask, version, world, .. } = reading;
    let base = match ask.request.header("host") {
        Some(host) => format!("http://{host}/v3"),
        None => "https://sandbox-api.didww.com/v3".to_owned(),
    };
    Answering { world, version, own: ask.own, target: ask.target, asked, base }
}

fn no_route() -> Failure {
    Failure::of(404, "404", "Not found", "The emulator has no such route.")
}

/// What every switch begins with, except the count of DIDs.
const PREFIX: &str = "didww_";
const COUNT: &str = "dids";
