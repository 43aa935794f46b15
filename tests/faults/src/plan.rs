//! Makes rounds from a seed.

use serde_json::{Map, Value, json};

use crate::catalogue::Catalogue;
use crate::faults::{self, OF_PURCHASES, OF_READS, QUICK};
use crate::goods::{Goods, kinds, members};
use crate::random::Random;
use crate::round::{Buy, Carrier, Round};
use crate::shapes;

/// The round of this number. Equal seeds and numbers make equal rounds.
pub(crate) fn round(seed: u64, number: u64, catalogue: &Catalogue) -> Round {
    let carrier = match number % 3 {
        0 => Carrier::IdtExpress,
        1 => Carrier::DialogTech,
        _ => Carrier::Didww,
    };
    let mut plan = Plan {
        random: Random::new(seed, number),
        goods: Goods::new(catalogue),
        round: Round {
            seed,
            number,
            carrier,
            about: String::new(),
            clock_s: 0,
            date_header: false,
            prepared_s: 0,
            journal: false,
            switches: shapes::account(carrier),
            before: Vec::new(),
            options: Map::new(),
            clients: 1,
            rules: Vec::new(),
            buys: Vec::new(),
            together: false,
            others: Vec::new(),
            advance_s: 0,
            reads: Vec::new(),
            sole_buyer: true,
            newest_first: false,
            search_ms: 150,
        },
    };
    let turn = number / 3;
    let (cycle, place) = (turn / 5, turn % 5);
    match place {
        0 => plan.each_fault(cycle * 2),
        2 => plan.each_fault(cycle * 2 + 1),
        1 => plan.random_faults(),
        3 => plan.situation(cycle),
        _ if cycle % 3 == 2 => plan.clocks(),
        _ => plan.journal(),
    }
    plan.finish()
}

struct Plan<'a> {
    random: Random,
    goods: Goods<'a>,
    round: Round,
}

impl Plan<'_> {
    /// Every fault at every kind of purchase, a few in each round.
    fn each_fault(&mut self, turn: u64) {
        self.about("each fault at each kind of purchase");
        let kinds = kinds(self.round.carrier);
        // A few of each kind in a round, for there are few single numbers.
        let pairs = kinds.len() * OF_PURCHASES.len();
        for at in (0..).take(BUYS) {
            let pair = usize::try_from(turn).unwrap_or_default().wrapping_mul(BUYS) + at;
            let pair = pair % pairs;
            let kind = kinds.get(pair % kinds.len()).copied().unwrap_or_default();
            let fault = OF_PURCHASES.get(pair / kinds.len()).copied().unwrap_or_default();
            self.buy(kind, fault);
        }
        self.sometimes_bad_reads(25);
    }

    /// Random faults with a random probability, and several clients that buy at once.
    fn random_faults(&mut self) {
        self.about("random faults");
        self.round.clients = self.number(1, 5);
        self.round.together = self.random.percent(60);
        let percent = self.random.between(5, 70);
        let route = faults::route(self.round.carrier);
        let count = self.random.between(1, 4);
        let slow = self.random.percent(20);
        for at in 0..count {
            let name = match slow && at == 0 {
                true => self.random.text(&["delay", "drip", "hang", "hang_after", "never_after"]),
                false => self.random.text(QUICK),
            };
            let rule = faults::some(name, route, percent, &mut self.random);
            self.round.rules.extend(rule);
        }
        if self.round.carrier == Carrier::Didww && self.random.percent(30) {
            let name = self.random.text(QUICK);
            let rule = faults::some(name, "GET /v3/did_groups/*", percent, &mut self.random);
            self.round.rules.extend(rule);
        }
        for _ in 0..self.random.between(4, 14) {
            let kind = self.kind();
            self.buy(kind, "none");
        }
        for at in 0..self.round.buys.len() {
            let client = self.number(0, self.round.clients as u64);
            let cancel = self.random.percent(15).then(|| self.random.between(0, 6));
            let Some(buy) = self.round.buys.get_mut(at) else { continue };
            buy.client = Some(client);
            buy.cancel_ms = cancel;
            buy.again &= cancel.is_none();
            buy.timeout_ms = slow.then_some(60);
        }
        self.sometimes_bad_reads(25);
    }

    /// What an account can be in.
    fn situation(&mut self, turn: u64) {
        match turn % 7 {
            0 => self.equal_attempts(),
            1 => self.others(),
            2 => self.late(),
            3 => self.long_list(),
            4 => {
                self.about("orders that are hard to read");
                self.some_buys();
                self.sometimes_bad_reads(100);
            }
            5 => {
                self.about("little money, and limits");
                self.some_buys();
                let switches = shapes::scarce(self.round.carrier, &mut self.random);
                self.round.switches.extend(switches);
                self.round.clients = 2;
                self.round.together = self.random.percent(50);
            }
            _ => {
                self.about("other shapes of answers");
                self.some_buys();
                for _ in 0..3 {
                    let shape = shapes::one(self.round.carrier, &mut self.random);
                    self.round.switches.extend(shape);
                }
            }
        }
    }

    fn equal_attempts(&mut self) {
        self.about("equal attempts");
        self.some_buys();
        let all = self.round.buys.clone();
        self.round.buys.truncate(3);
        for _ in 0..self.random.between(3, 8) {
            let Some(equal) = self.random.one(self.round.buys.get(..).unwrap_or(&[])).cloned()
            else {
                return;
            };
            // With a fault of its own.
            let Some(other) = self.random.one(&all).cloned() else { return };
            let Buy { operation, arguments, .. } = equal;
            self.round.buys.push(Buy { operation, arguments, ..other });
        }
        self.round.together =
            self.random.percent(40) && self.round.buys.iter().all(|it| it.rule.is_none());
    }

    fn others(&mut self) {
        self.about("others buy as well");
        self.some_buys();
        self.sometimes_bad_reads(40);
        self.orders_of_others();
    }

    fn late(&mut self) {
        self.about("orders show late");
        self.some_buys();
        let seconds = self.random.between(20, 40);
        self.round.switches.extend(shapes::late(self.round.carrier, seconds));
        self.round.advance_s = if self.random.percent(60) { seconds + 1 } else { 0 };
    }

    fn long_list(&mut self) {
        self.about("a long list, in any order");
        self.some_buys();
        if self.round.carrier == Carrier::IdtExpress {
            let sorted = self.random.text(&["newest_first", "oldest_first", "by_id"]);
            let past_end = self.random.text(&["empty", "last", "error"]);
            let switches = json!({ "orders_sorted": sorted, "page_past_end": past_end });
            self.round.switches.extend(members(switches));
            self.round.newest_first = sorted == "newest_first" && self.random.percent(50);
        }
        // For the same, and too old: they are none of the attempts'.
        let many = self.random.between(20, 130);
        let mut old: Vec<Value> = Vec::new();
        for buy in self.round.buys.iter().cycle().take(usize::try_from(many).unwrap_or_default()) {
            let at_s = if self.random.percent(50) { -400 } else { -86_400 };
            let order = shapes::order_of_others(self.round.carrier, buy, at_s);
            old.extend(order.into_iter().flat_map(|it| it.into_iter().map(|it| it.1)));
        }
        if let (Carrier::IdtExpress, false) = (self.round.carrier, old.is_empty()) {
            self.round.others.push(members(json!({ "others_order": old })));
        }
    }

    /// Clients that share a journal; some of them end while they buy.
    fn journal(&mut self) {
        self.about("a journal, and clients that end");
        self.round.journal = true;
        self.round.clients = self.number(1, 4);
        if self.random.percent(25) {
            self.equal_attempts()
        } else {
            self.some_buys()
        }
        self.about("a journal, and clients that end");
        self.round.together |= self.random.percent(30);
        let route = faults::route(self.round.carrier);
        for at in 0..self.round.buys.len() {
            let client = self.number(0, self.round.clients as u64);
            let other = self.number(0, self.round.clients as u64);
            let (ends, twice) = (self.random.percent(45), self.random.percent(30));
            // Time to end in, mostly.
            let slow =
                self.random.text(&["none", "delay", "drip", "never", "hang_after", "never_after"]);
            let rule = faults::nth(slow, route, 1, &mut self.random);
            let cancel = self.random.between(0, 30);
            let Some(buy) = self.round.buys.get_mut(at) else { continue };
            // The host of some refuses connections.
            buy.client = buy.client.map(|_| client);
            // The fault of a client that ended too early waits for the next purchase.
            buy.timeout_ms.get_or_insert(100);
            if ends && buy.client.is_some() {
                (buy.ends, buy.cancel_ms, buy.rule, buy.again) = (true, Some(cancel), rule, false);
            } else if twice && buy.cancel_ms.is_none() {
                (buy.again, buy.again_by) = (true, Some(other));
            }
        }
        if self.random.percent(20) {
            self.orders_of_others();
        }
        self.sometimes_bad_reads(20);
    }

    /// Clocks that are off, and step between placing and reading back.
    fn clocks(&mut self) {
        self.about("clocks that are off, and that step");
        self.some_buys();
        let step = |random: &mut Random| match random.percent(40) {
            true => 0,
            false => random.one(&[90, 600, 7200, 86_400]).copied().unwrap_or_default(),
        };
        let random = &mut self.random;
        let side = if random.percent(50) { -1 } else { 1 };
        self.round.clock_s = side * step(random);
        self.round.advance_s = step(random).unsigned_abs();
        self.round.date_header = random.percent(60);
        let side = if random.percent(60) { -1 } else { 1 };
        self.round.prepared_s = if random.percent(50) { 0 } else { side * step(random) };
        self.round.journal = random.percent(30);
        if self.random.percent(30) {
            self.orders_of_others();
        }
    }

    fn orders_of_others(&mut self) {
        self.round.sole_buyer = false;
        for buy in self.round.buys.clone() {
            if self.random.percent(40) {
                let at_s = -i64::try_from(self.random.between(0, 20)).unwrap_or_default();
                self.round.others.extend(shapes::order_of_others(self.round.carrier, &buy, at_s));
            }
        }
    }

    /// A few purchases with random faults.
    fn some_buys(&mut self) {
        for _ in 0..self.random.between(4, 10) {
            let kind = self.kind();
            let fault = match self.random.percent(30) {
                true => "none",
                false => self.random.text(OF_PURCHASES),
            };
            self.buy(kind, fault);
        }
    }

    fn buy(&mut self, kind: &str, fault: &str) {
        let Some((operation, arguments)) = self.goods.take(kind, &mut self.random) else { return };
        let cancel_ms = match fault {
            "cancel" => Some(self.random.between(0, 4)),
            "cancel_late" => Some(20),
            _ => None,
        };
        let rule = match fault {
            "cancel_late" => Some(self.random.text(&["never_after", "hang_after", "delay"])),
            _ => Some(fault),
        };
        let rule = rule
            .and_then(|it| faults::nth(it, faults::route(self.round.carrier), 1, &mut self.random));
        let timeout_ms = match fault {
            "deadline" => Some(self.random.between(1, 6)),
            // Otherwise it is tried again after a while.
            "unreachable" => Some(50),
            _ => faults::is_slow(fault).then_some(50),
        };
        let again = cancel_ms.is_none() && self.random.percent(20);
        let again_by = None;
        let client = (fault != "unreachable").then_some(0);
        let buy = Buy {
            operation: operation.to_owned(),
            arguments,
            client,
            rule,
            timeout_ms,
            cancel_ms,
            ends: false,
            again,
            again_by,
        };
        self.round.buys.push(buy);
    }

    fn sometimes_bad_reads(&mut self, percent: u64) {
        if !self.random.percent(percent) {
            return;
        }
        for route in faults::read_routes(self.round.carrier) {
            let name = self.random.text(OF_READS);
            let rule = match self.random.percent(50) {
                true => {
                    let nth = self.random.between(1, 6);
                    faults::nth(name, route, nth, &mut self.random)
                }
                false => {
                    let percent = self.random.between(5, 60);
                    faults::some(name, route, percent, &mut self.random)
                }
            };
            self.round.reads.extend(rule);
        }
    }

    fn finish(mut self) -> Round {
        self.round.before = self.goods.before();
        if self.round.together {
            // Which of them it affects is not known.
            let rules = self.round.buys.iter_mut().filter_map(|it| it.rule.take());
            self.round.rules.extend(rules);
        }
        if self.random.percent(20) {
            let options = shapes::options(self.round.carrier, &mut self.random);
            self.round.options.extend(options);
        }
        self.round
    }

    fn about(&mut self, text: &str) {
        self.round.about = text.to_owned();
    }

    fn kind(&mut self) -> &'static str {
        self.random.text(kinds(self.round.carrier))
    }

    fn number(&mut self, from: u64, to: u64) -> usize {
        usize::try_from(self.random.between(from, to)).unwrap_or_default()
    }
}

/// How many purchases a round of `each_fault` has.
const BUYS: usize = 8;
