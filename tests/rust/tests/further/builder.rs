//! The builders: every option has a setter, and no setter undoes another one.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Map, Value, json};
use telnum::{
    DialogTech, DialogTechBuilder, Didww, DidwwBuilder, Emulator, Environment, ErrorKind,
    IdtExpress, IdtExpressBuilder, Journal, LogEvent, LogLevel, LogSink, PlacedAttempts, Settings,
    Surroundings,
};

use crate::surroundings::{Kept, Told, WithKeys};

/// An option that is set to what cannot work, and the setter that did it.
type Wrong<B> = (&'static str, fn(B) -> B);

/// Sets many things at once, and none of them.
type Wholesale<B> = fn(B) -> B;

macro_rules! options_of_every_client {
    ($name:ident, $Builder:ty) => {
        #[test]
        fn $name() {
            let wrong: [Wrong<$Builder>; 12] = [
                ("base_url", |it| it.base_url("ftp://relay.example")),
                ("timeout", |it| it.timeout(Duration::ZERO)),
                ("timeout", |it| it.timeout(Duration::MAX)),
                ("max_retries", |it| it.max_retries(-1)),
                ("requests_per_second", |it| it.requests_per_second(0.0)),
                ("header", |it| it.header("host", "other.example")),
                ("max_connections", |it| it.max_connections(0)),
                ("max_body_bytes", |it| it.max_body_bytes(0)),
                ("proxy", |it| it.proxy("proxy.example:3128")),
                ("ca_certificates", |it| it.ca_certificates("none")),
                ("app_name", |it| it.app_name("a\nb")),
                ("journal", |it| it.journal("Cargo.toml/no-folder")),
            ];
            let wholesale: [Wholesale<$Builder>; 5] = [
                |it| it,
                |it| it.settings(Settings::default()),
                |it| it.surroundings(Surroundings::default()),
                |it| it.options(Map::new()).unwrap(),
                |it| it.header("x-other", "1").validate(true),
            ];
            for (option, set) in wrong {
                for besides in wholesale {
                    let new = || {
                        let platform = Arc::new(WithKeys);
                        <$Builder>::default().environment(Environment::Live).platform(platform)
                    };
                    for builder in [besides(set(new())), set(besides(new()))] {
                        let error = builder.build().map(drop).unwrap_err();
                        assert_eq!(error.kind, ErrorKind::Configuration);
                        assert!(error.to_string().contains(option), "{option}: {error}");
                    }
                }
            }
            // A setting that this does not know has no setter that was tried.
            let Settings {
                environment: _,
                base_url: _,
                headers: _,
                timeout: _,
                max_retries: _,
                requests_per_second: _,
                max_connections: _,
                max_body_bytes: _,
                validate: _,
                proxy: _,
                ca_certificates: _,
                app_name: _,
                journal: _,
            } = Settings::default();
        }
    };
}
options_of_every_client!(every_option_of_idt_express_holds, IdtExpressBuilder);
options_of_every_client!(every_option_of_dialog_tech_holds, DialogTechBuilder);
options_of_every_client!(every_option_of_didww_holds, DidwwBuilder);

#[test]
fn settings_replace_what_they_name_and_leave_the_rest() {
    let plain = json!({ "timeout": 2.5, "headers": { "X-B": "2" } });
    let first = |it: IdtExpressBuilder| {
        it.timeout(Duration::from_secs(9)).max_retries(7).header("x-a", "1").header("x-b", "1")
    };
    let builder = first(IdtExpress::builder()).settings(settings(plain.clone()));
    let shown = format!("{builder:?}");
    for part in ["timeout: Some(2.5s)", "max_retries: Some(7)", r#"headers: ["x-a", "X-B"]"#] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let shown = format!("{:?}", first(IdtExpress::builder().settings(settings(plain))));
    for part in ["timeout: Some(9s)", "max_retries: Some(7)", r#"headers: ["x-a", "x-b"]"#] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

fn settings(members: Value) -> Settings {
    Settings::read(serde_json::from_value(members).unwrap(), &[]).unwrap()
}

#[test]
fn a_builder_never_prints_a_key() {
    let builder = IdtExpress::builder().api_key("key-1234567890").header("x-a", "my-token");
    let shown = format!("{builder:?} {builder:#?}");
    assert!(!shown.contains("1234567890") && !shown.contains("my-token"), "{shown}");
}

#[test]
fn the_environment_stays_whatever_is_set_after_it() {
    for builder in [
        IdtExpress::builder().environment(Environment::Live).settings(Settings::default()),
        IdtExpress::builder().settings(Settings::default()).environment(Environment::Live),
        IdtExpress::builder().environment(Environment::Live).options(Map::new()).unwrap(),
    ] {
        let client = builder.platform(Arc::new(WithKeys)).build().unwrap();
        assert_eq!(client.base_url(), "https://api.idtexpress.com");
    }
}

#[tokio::test]
async fn what_is_sent_unvalidated_stays_so() {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express_builder().validate(false).settings(Settings::default());
    let error = client.build().unwrap().create_order(16847, 0).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::InvalidInput);
    assert_eq!(emulator.requests().len(), 1);
}

#[derive(Default)]
struct Heard(Mutex<usize>);

impl LogSink for Heard {
    fn wants(&self, _: LogLevel) -> bool {
        true
    }

    fn log(&self, _: LogEvent) {
        *self.0.lock().unwrap() += 1;
    }
}

/// What each client has besides a transport, in whatever order it is given.
#[tokio::test]
async fn surroundings_replace_what_they_name_and_leave_the_rest() {
    type Step<'a> = Box<dyn Fn(IdtExpressBuilder) -> IdtExpressBuilder + 'a>;
    for turn in 0..5 {
        let emulator = Emulator::new(7);
        let (heard, placed) = (Arc::new(Heard::default()), PlacedAttempts::default());
        let journal: Arc<dyn Journal> = Arc::new(Told::default());
        let mut steps: Vec<Step<'_>> = vec![
            Box::new(|it| it.logger(heard.clone())),
            Box::new(|it| it.journal_store(journal.clone())),
            Box::new(|it| it.placed_attempts(placed.clone())),
            Box::new(|it| it.surroundings(emulator.surroundings())),
            Box::new(|it| it.surroundings(Surroundings::default())),
        ];
        steps.rotate_left(turn);
        let builder = IdtExpress::builder().base_url("http://emulator.localhost");
        let builder = builder.api_key("emulator-key").api_secret("emulator-secret");
        let client = steps.iter().fold(builder, |builder, step| step(builder)).build().unwrap();
        let attempt = client.prepare_order(16847, 1).unwrap();
        client.place(&attempt).await.unwrap();
        assert_eq!(*heard.0.lock().unwrap(), 2, "turn {turn}");
        assert_eq!(emulator.ledger().len(), 1);
        assert_eq!(Arc::strong_count(&journal), 2, "turn {turn}");
        let other = emulator.idt_express_builder().placed_attempts(placed.clone()).build().unwrap();
        assert_eq!(other.place(&attempt).await.unwrap_err().kind, ErrorKind::Conflict);
    }
}

#[tokio::test]
async fn clients_of_one_builder_place_an_attempt_once_whatever_else_it_was_given() {
    let emulator = Emulator::new(7);
    let builder = emulator.idt_express_builder().surroundings(Surroundings::default());
    let [first, second] = [builder.clone().build().unwrap(), builder.build().unwrap()];
    let attempt = first.prepare_order(16847, 1).unwrap();
    first.place(&attempt).await.unwrap();
    assert_eq!(second.place(&attempt).await.unwrap_err().kind, ErrorKind::Conflict);
    assert_eq!(emulator.ledger().len(), 1);
}

#[tokio::test]
async fn a_transport_alone_can_be_set() {
    let transport = Arc::new(Kept::default());
    let builder = DialogTech::builder().access_key("1234567890").secret_access_key("1234567890");
    let builder = builder.environment(Environment::Live).transport(transport);
    assert_eq!(builder.build().unwrap().base_url(), "https://secure.dialogtech.com");
    Didww::builder().api_key("1234567890").platform(Arc::new(WithKeys)).build().unwrap();
}
