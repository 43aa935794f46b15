//! The program as its users start it.
#![cfg(feature = "server")]

#[cfg(test)]
mod binary {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpStream;
    use std::process::{Child, Command, Stdio};

    fn start(arguments: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_telnum-emulator"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn first_line(child: &mut Child) -> String {
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        line
    }

    fn ended(child: Child) -> (Option<i32>, String, String) {
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    #[test]
    fn it_says_where_it_listens_and_ends_on_a_signal() {
        for signal in ["TERM", "INT"] {
            let arguments = ["--listen", "127.0.0.1:0", "--seed", "7", "--set", "post_status=201"];
            let mut child = start(&arguments);
            let line = first_line(&mut child);
            let address =
                line.strip_prefix("telnum-emulator listening on http://").unwrap().trim_end();
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(b"GET /_emulator/health HTTP/1.0\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");

            let taken = ended(start(&["--listen", address]));
            assert_eq!(taken.0, Some(1));
            assert!(taken.2.contains("the address is in use"), "{}", taken.2);

            let process = child.id().to_string();
            Command::new("kill").args(["-s", signal, &process]).status().unwrap();
            assert_eq!(ended(child).0, Some(0), "{signal}");
        }
    }

    #[test]
    fn help_goes_out_and_mistakes_go_to_the_error_stream() {
        let (code, out, _) = ended(start(&["--help"]));
        assert_eq!(code, Some(0));
        assert!(out.starts_with("telnum-emulator: carriers"));
        let (code, out, error) = ended(start(&["--nothing"]));
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(error.contains("unknown argument --nothing"));
        let (code, _, error) = ended(start(&["--listen", "127.0.0.1:0", "--set", "nothing=1"]));
        assert_eq!(code, Some(2));
        assert!(error.contains("unknown switch \"nothing\""));
    }
}
