//! The program's arguments.

use super::host::Settings;
use serde_json::Value;

/// What the caller wants.
#[derive(Debug)]
pub(super) enum Wish {
    /// A server.
    Serve(Options),
    /// A text, such as the help.
    Tell(String),
}

/// Where to listen, and as what.
#[derive(Debug)]
pub(super) struct Options {
    pub(super) listen: String,
    pub(super) settings: Settings,
}

/// Reads the arguments.
pub(super) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Wish, String> {
    let mut options =
        Options { listen: "127.0.0.1:4010".to_owned(), settings: Settings::default() };
    while let Some(argument) = arguments.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        let mut value =
            || inline.clone().or_else(|| arguments.next()).ok_or(format!("{name} needs a value"));
        match name.as_str() {
            "--listen" => options.listen = value()?,
            "--seed" => {
                let text = value()?;
                let seed = text.parse().map_err(|_| format!("--seed {text} is no number"))?;
                options.settings.seed = seed;
            }
            "--set" => options.settings.switches.push(switch(&value()?)?),
            "--clock" => {
                options.settings.real_clock = match value()?.as_str() {
                    "fixed" => false,
                    "real" => true,
                    other => return Err(format!("--clock {other} is neither fixed nor real")),
                }
            }
            "--help" | "-h" => return Ok(Wish::Tell(HELP.trim().to_owned())),
            "--version" | "-V" => {
                return Ok(Wish::Tell(format!("telnum-emulator {}", env!("CARGO_PKG_VERSION"))));
            }
            _ => return Err(format!("unknown argument {name}")),
        }
    }
    Ok(Wish::Serve(options))
}

/// `name=json`; a value that is no JSON is taken as text, which spares quotes in a shell.
fn switch(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or(format!("--set {text} is no name=json"))?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
    Ok((name.to_owned(), value))
}

const HELP: &str = "
telnum-emulator: carriers of telephone numbers in memory, over HTTP

Usage: telnum-emulator [options]

  --listen ADDRESS   where to listen (127.0.0.1:4010); port 0 takes a free one
  --seed NUMBER      what ids and numbers are made from (7)
  --set NAME=JSON    sets a switch, as often as you like
  --clock WHICH      fixed: time starts at 2026-01-05T09:00:00Z; real: at the present (fixed)
  --help, --version

The first line on standard output names the address. Credentials begin with emulator-.
Carriers: IDT Express at /v1/dids/, DialogTech at /ibp_api.php, DIDWW at /v3/.
Control routes: /_emulator/health, reset, switches, script, faults, clock, callbacks,
requests, ledger.
Switches and scenarios are listed in the README.
";

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(arguments: &[&str]) -> Result<Wish, String> {
        read(arguments.iter().map(|&argument| argument.to_owned()))
    }

    #[test]
    fn arguments_are_read() {
        let arguments =
            ["--listen", "127.0.0.1:0", "--seed=7", "--set", "balance=0.31", "--set=a=b"];
        let Ok(Wish::Serve(options)) = wish(&arguments) else { panic!() };
        assert_eq!(options.listen, "127.0.0.1:0");
        assert_eq!(options.settings.seed, 7);
        let names: Vec<&str> = options.settings.switches.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["balance", "a"]);
        assert_eq!(options.settings.switches[1].1, Value::from("b"));
        assert!(!options.settings.real_clock);
    }

    #[test]
    fn without_a_seed_it_is_the_packages_own() {
        let Ok(Wish::Serve(options)) = wish(&[]) else { panic!() };
        assert_eq!(options.settings.seed, 7);
        assert!(HELP.contains("(7)"));
    }

    #[test]
    fn mistakes_are_told() {
        assert_eq!(wish(&["--port", "1"]).unwrap_err(), "unknown argument --port");
        assert_eq!(wish(&["--listen"]).unwrap_err(), "--listen needs a value");
        assert_eq!(wish(&["--seed", "x"]).unwrap_err(), "--seed x is no number");
        assert_eq!(wish(&["--set", "x"]).unwrap_err(), "--set x is no name=json");
        assert!(wish(&["--clock", "x"]).is_err());
        assert!(matches!(wish(&["--help"]), Ok(Wish::Tell(text)) if text.contains("--listen")));
    }
}
