//! The emulator: one function from request to reply, over seeded state and a clock it is handed.

use crate::carrier::Carrier;
use crate::dialogtech::{self, DialogTech};
use crate::didww::Didww;
use crate::fault::Fault;
use crate::idt_express::IdtExpress;
use crate::message::{Delivery, Reply, Request, Response};
use crate::random::{Purpose, Random};
use crate::record::{LedgerEntry, RecordedRequest};
use crate::rule::Rule;
use crate::script::Step;
use crate::switches::{self, Switches};
use crate::target::Target;
use crate::{garble, time};
use serde_json::Value;
use std::collections::VecDeque;

/// The carriers in memory. Equal seeds and equal requests make equal answers, to the byte.
///
/// ```
/// use telnum_emulator::{Emulator, Reply, Request};
///
/// let mut emulator = Emulator::new(7);
/// let reply = emulator.handle(&Request {
///     method: "GET".into(),
///     target: "/v1/dids/coverage/did_groups?country_iso=PE".into(),
///     headers: vec![
///         ("x-api-key".into(), "emulator-key".into()),
///         ("x-api-secret".into(), "emulator-secret".into()),
///     ],
///     body: Vec::new(),
/// });
/// let Reply::Answer { response, .. } = reply else { unreachable!() };
/// assert_eq!(response.status, 200);
/// assert!(String::from_utf8_lossy(&response.body).contains("LIMA"));
/// ```
#[derive(Debug)]
pub struct Emulator {
    now_ms: u64,
    switches: Switches,
    idt_express: IdtExpress,
    dialogtech: DialogTech,
    didww: Didww,
    request_ids: Random,
    client_random: Random,
    fault_random: Random,
    script: VecDeque<Step>,
    rules: Vec<Rule>,
    requests: Vec<RecordedRequest>,
}

impl Emulator {
    /// Carriers nobody has asked anything yet; the seed decides their ids and numbers.
    pub fn new(seed: u64) -> Self {
        Self {
            now_ms: time::START_MS,
            switches: Switches::default(),
            idt_express: IdtExpress::new(seed),
            dialogtech: DialogTech::new(seed),
            didww: Didww::new(seed),
            request_ids: Random::stream(seed, Purpose::RequestIds),
            client_random: Random::stream(seed, Purpose::Client),
            fault_random: Random::stream(seed, Purpose::Faults),
            script: VecDeque::new(),
            rules: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// Answers one request at the present time. A scripted step goes before a fault rule, and
    /// either before the carriers' own behaviour.
    pub fn handle(&mut self, request: &Request) -> Reply {
        let target = Target::parse(&request.target);
        let step = self.next_step(request, &target);
        if step == Step::Fault(Fault::Refuse) {
            return Reply::Refused;
        }
        if self.switches.record_requests {
            self.requests.push(RecordedRequest::of(request));
        }
        match step {
            Step::Own => self.own(request, &target).into(),
            Step::Canned(response) => response.into(),
            Step::Fault(fault) => self.faulty(fault, request, &target),
        }
    }

    /// Sets a named switch. The text of an error says what the switch takes, or which there are.
    pub fn set(&mut self, switch: &str, value: Value) -> Result<(), String> {
        let set = self.switches.set(switch, &value);
        let set = set.or_else(|| self.idt_express.set(switch, &value, self.now_ms));
        let set = set.or_else(|| self.dialogtech.set(switch, &value));
        let set = set.or_else(|| self.didww.set(switch, &value, self.now_ms));
        let known = || switches::names().join(", ");
        set.ok_or_else(|| format!("unknown switch {switch:?}; known are {}", known()))?
            .map_err(|text| format!("switch {switch:?} {text}"))
    }

    /// The emulator's time in unix milliseconds. It starts at 2026-01-05T09:00:00.000Z.
    pub fn now_ms(&self) -> u64 {
        self.now_ms
    }

    /// Lets time pass.
    pub fn advance_ms(&mut self, ms: u64) {
        self.now_ms = self.now_ms.saturating_add(ms).min(LAST_MS);
    }

    /// Randomness for a client made from this emulator, so that its jitter repeats as well.
    pub fn next_random(&mut self) -> u64 {
        self.client_random.next()
    }

    /// Adds steps that answer the next requests, in order, one each: a JSON array. The text of an
    /// error names the step and what is wrong; then none was added.
    pub fn script(&mut self, steps: &Value) -> Result<(), String> {
        self.script.extend(Step::read_all(steps)?);
        Ok(())
    }

    /// Adds fault rules, a JSON array: a route, a fault, and `nth` or `probability` or neither.
    /// The text of an error names the rule and what is wrong; then none was added.
    pub fn add_faults(&mut self, faults: &Value) -> Result<(), String> {
        self.rules.extend(Rule::read_all(faults)?);
        Ok(())
    }

    /// Starts again, as new: switches, clock, script, faults and records too.
    pub fn reset(&mut self, seed: u64) {
        *self = Self::new(seed);
    }

    /// Every request that reached the emulator, in order, unless a switch says not to record.
    pub fn requests(&self) -> &[RecordedRequest] {
        &self.requests
    }

    /// What was bought, carrier by carrier, in order, with the numbers that have arrived by now.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        let mut ledger = self.idt_express.ledger(self.now_ms);
        ledger.extend_from_slice(self.dialogtech.ledger());
        ledger.extend(self.didww.ledger(self.now_ms));
        ledger
    }

    /// The callbacks that are due, each once.
    #[cfg(feature = "server")]
    pub(crate) fn callbacks(&mut self) -> Vec<crate::callback::Callback> {
        self.didww.callbacks(self.now_ms)
    }

    /// How the emulator is set.
    #[cfg(feature = "server")]
    pub(crate) fn switches(&self) -> &Switches {
        &self.switches
    }

    fn next_step(&mut self, request: &Request, target: &Target) -> Step {
        if let Some(step) = self.script.pop_front() {
            return step;
        }
        let (path, random) = (target.path(), &mut self.fault_random);
        let rules = self.rules.iter_mut();
        // Every rule counts every request, also one that another rule hurts.
        let fired = rules.filter_map(|rule| rule.fires(&request.method, &path, random));
        match fired.collect::<Vec<_>>().into_iter().next() {
            Some(fault) => Step::Fault(fault),
            None => Step::Own,
        }
    }

    /// The carriers' own answer, marked as the emulator's.
    fn own(&mut self, request: &Request, target: &Target) -> Response {
        let request_id = self.request_id();
        let response = match Carrier::at(&target.path()) {
            Carrier::IdtExpress => {
                self.idt_express.answer(request, target, &request_id, self.now_ms)
            }
            Carrier::DialogTech => self.dialogtech.answer(request, self.now_ms),
            Carrier::Didww => self.didww.answer(request, target, self.now_ms),
            Carrier::Nobody => Response::json(404, NO_CARRIER.to_vec()),
        };
        response.with_header("x-request-id", request_id)
    }

    fn faulty(&mut self, fault: Fault, request: &Request, target: &Target) -> Reply {
        let carrier = Carrier::at(&target.path());
        match fault {
            // Refused before it was recorded; nothing is left to say.
            Fault::Refuse => return Reply::Refused,
            Fault::ResetBefore => return Reply::Dropped,
            Fault::Hang => return Reply::Hang,
            Fault::Never => return Reply::Never,
            Fault::Redirect { location, status } => {
                let moved = Response { status, ..Response::default() };
                return self.marked(moved.with_header("location", location)).into();
            }
            Fault::Status { status, retry_after } => {
                let request_id = self.request_id();
                let mut response = match status {
                    400..=499 => carrier.scripted(status, &request_id),
                    500 if carrier == Carrier::Didww => carrier.scripted(status, &request_id),
                    _ => garble::page(status),
                };
                if let Some(text) = retry_after {
                    response = response.with_header("retry-after", text);
                }
                return response.with_header("x-request-id", request_id).into();
            }
            _ => {}
        }

        let response = match fault {
            Fault::Unfiltered => self.own(request, &target.unfiltered()),
            _ => self.own(request, target),
        };
        let after =
            |response: Response, delay_ms, delivery| Reply::Answer { response, delay_ms, delivery };
        match fault {
            Fault::ResetAfter => Reply::Dropped,
            Fault::Twice { lost } => {
                let second = self.own(request, target);
                if lost { Reply::Dropped } else { second.into() }
            }
            Fault::Without { member } => garble::without(response, &member).into(),
            Fault::HangAfter => Reply::Hang,
            Fault::NeverAfter => Reply::Never,
            Fault::Delay { ms } => after(response, ms, Delivery::Whole),
            Fault::Truncate { after: bytes } => {
                // At least one byte is missing, or it were no fault.
                let bytes = bytes.min(response.body.len().saturating_sub(1));
                after(response, 0, Delivery::Truncated { after: bytes })
            }
            Fault::Cut { after: bytes } => garble::cut(response, bytes).into(),
            Fault::Drip { ms_per_byte } => after(response, 0, Delivery::Drip { ms_per_byte }),
            Fault::ErrorAfter { status } => self.marked(garble::page(status)).into(),
            Fault::Garbage => {
                let garbage = carrier.garbage(&mut self.fault_random);
                self.marked(garbage).into()
            }
            Fault::WrongType => self.marked(carrier.wrong_type()).into(),
            Fault::Huge { bytes } => self.marked(carrier.huge(bytes)).into(),
            Fault::Deep { levels } => self.marked(carrier.deep(levels)).into(),
            Fault::Entities => self.marked(dialogtech::hostile::entities()).into(),
            Fault::ExternalEntity { url } => {
                self.marked(dialogtech::hostile::external_entity(&url)).into()
            }
            _ => response.into(),
        }
    }

    fn marked(&mut self, response: Response) -> Response {
        let request_id = self.request_id();
        response.with_header("x-request-id", request_id)
    }

    fn request_id(&mut self) -> String {
        format!("emulator-{}", self.request_ids.uuid())
    }
}

const NO_CARRIER: &[u8] = br#"{"error":"no carrier answers here; IDT Express is at /v1/dids/, DialogTech at /ibp_api.php, DIDWW at /v3/"}"#;

/// The last millisecond of the year 9999: later moments have no text.
const LAST_MS: u64 = 253_402_300_799_999;
