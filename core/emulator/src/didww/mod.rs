//! DIDWW v3: its routes, in the order in which it checks a request.

mod access;
mod account;
#[cfg(feature = "server")]
mod callbacks;
mod error;
pub(crate) mod hostile;
mod kind;
mod query;
mod switches;
mod usd;
mod version;
mod wire;
mod world;
mod writing;

use crate::message::{Request, Response};
use crate::record::LedgerEntry;
use crate::sorting;
use crate::target::Target;
use access::Pace;
use account::Account;
use error::Failure;
use kind::Kind;
use query::{Asked, Reading};
use serde_json::{Value, json};
use switches::{AvailableDids, Switches};
use version::Version;
use world::World;
use writing::{Act, Line};

/// The carrier with its one account: what follows from the seed, and what was done since.
#[derive(Debug)]
pub(crate) struct Didww {
    seed: u64,
    switches: Switches,
    pace: Pace,
    account: Account,
    /// What was bought.
    ledger: Vec<Line>,
    /// The orders whose end was told.
    #[cfg(feature = "server")]
    told: crate::table::Set<u32>,
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
        Self {
            seed,
            switches,
            pace,
            account: Account::default(),
            ledger: Vec::new(),
            #[cfg(feature = "server")]
            told: Default::default(),
        }
    }

    /// Answers a request whose path begins `/v3/`.
    pub(crate) fn answer(&mut self, request: &Request, target: &Target, now_ms: u64) -> Response {
        let own = &self.switches;
        account::settle(&mut self.account, own, now_ms);
        let ask = Ask { request, target, own, now_ms };
        let world = World::new(self.seed, own, &self.account);
        let act = match checked(&mut self.pace, ask, world) {
            Ok(Outcome::Shown(body)) => return wire::answer(200, body, own),
            Ok(Outcome::Act(act)) => act,
            Err(failure) => return failure.response(own),
        };
        let done = writing::done(&mut self.account, act, own);
        account::settle(&mut self.account, own, now_ms);
        self.ledger.extend(done.bought);
        let Some((kind, place)) = done.shows else {
            return Response { status: done.status, ..Response::default() };
        };
        let world = World::new(self.seed, own, &self.account);
        match writing::shown(ask, world, kind, place) {
            Ok(body) => wire::answer(done.status, body, own),
            Err(failure) => failure.response(own),
        }
    }

    /// What was bought through the API, with the numbers that have arrived by now.
    pub(crate) fn ledger(&self, now_ms: u64) -> Vec<LedgerEntry> {
        let world = World::new(self.seed, &self.switches, &self.account);
        self.ledger.iter().map(|line| line.entry(world, now_ms)).collect()
    }

    /// Places orders that others made with the account, which the ledger does not tell: the
    /// attributes of one, or a list of them.
    fn others_order(&mut self, orders: &Value, now_ms: u64) -> Result<(), String> {
        let one = std::slice::from_ref(orders);
        for attributes in orders.as_array().map_or(one, Vec::as_slice) {
            let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            let body = json!({"data": {"type": "orders", "attributes": attributes}});
            let request = Request {
                method: "POST".to_owned(),
                target: "/v3/orders".to_owned(),
                headers: vec![
                    header("api-key", "emulator-others"),
                    header("content-type", access::MEDIA_TYPE),
                    header("x-didww-api-version", Version::V2026April.text()),
                ],
                body: body.to_string().into_bytes(),
            };
            let bought = self.ledger.len();
            let answer = self.answer(&request, &Target::parse(&request.target), now_ms);
            self.ledger.truncate(bought);
            if answer.status != 201 {
                let told = String::from_utf8_lossy(&answer.body);
                return Err(format!("cannot be {orders}: {told}"));
            }
        }
        Ok(())
    }

    /// Sets a switch by its name; none if there is no such switch.
    pub(crate) fn set(
        &mut self,
        name: &str,
        value: &Value,
        now_ms: u64,
    ) -> Option<Result<(), String>> {
        let bare = name.strip_prefix(PREFIX).filter(|bare| *bare != COUNT);
        let name = bare.or(Some(name).filter(|name| *name == COUNT))?;
        match name {
            OTHERS_ORDER => return Some(self.others_order(value, now_ms)),
            "rate_limit" => self.pace = Pace::default(),
            // It is what the account has from now on.
            "balance" => self.account.spent = usd::Usd::default(),
            _ => {}
        }
        self.switches.set(name, value)
    }

    /// The names of its switches.
    pub(crate) fn switch_names() -> impl Iterator<Item = String> {
        let prefix = |name: &str| if name == COUNT { "" } else { PREFIX };
        let names = Switches::NAMES.iter().chain([&OTHERS_ORDER]);
        names.map(move |name| format!("{}{name}", prefix(name)))
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
    if ask.own.read_only && ask.request.method != "GET" {
        return Err(Failure::read_only());
    }
    access::media_types(ask)?;
    let path = ask.target.path();
    match (ask.request.method.as_str(), path.as_slice()) {
        ("GET", ["v3", type_name, rest @ ..]) => {
            shown(ask, version, world, type_name, rest).map(Outcome::Shown)
        }
        (method, ["v3", type_name, id @ ..]) => {
            let kind = Kind::named(type_name, version).ok_or_else(no_route)?;
            let reading = Reading { ask, kind, version, world };
            writing::checked(reading, method, id).map(Outcome::Act)
        }
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
        | Kind::Order
        | Kind::Trunk
        | Kind::TrunkGroup
        | Kind::SharedCapacityGroup
        | Kind::DidReservation => {}
        Kind::AddressVerification if version > Version::V2017 => {}
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
    let places = world.places(kind);
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
const OTHERS_ORDER: &str = "others_order";
