use super::*;

const ORDER: &str = "type=local&search=555&quantity=1&fill_quantity=1";

fn asked(parameters: &str) -> Said {
    let target = format!("/ibp_api.php?action=numbers.order&{ORDER}&{parameters}");
    Said::of(&Emulator::new(7).whole(&get(&target)))
}

#[test]
fn only_made_up_keys_are_good() {
    let good = "access_key=emulator-a&secret_access_key=emulator-b";
    assert_eq!(asked(good).bought().len(), 1);
    let rows = [
        ("access_key=emulator-a", "secret_access_key is required"),
        ("secret_access_key=emulator-b", "access_key is required"),
        ("access_key=real&secret_access_key=emulator-b", "access_key must begin with emulator-"),
        (
            "access_key=emulator-a&secret_access_key=r",
            "secret_access_key must begin with emulator-",
        ),
        ("api_key=emulator-a", "access_key is required"),
    ];
    for (keys, text) in rows {
        assert_eq!(asked(keys).refused(), text, "{keys}");
    }
}

#[test]
fn a_refusal_repeats_no_key() {
    let response =
        Emulator::new(7).whole(&get("/ibp_api.php?action=numbers.order&access_key=real"));
    assert!(!String::from_utf8(response.body).unwrap().contains("real"));
}

#[test]
fn keys_are_not_recorded() {
    let mut emulator = Emulator::new(7);
    emulator.script(&json!([{"own": true}, "reset_after", {"status": 200, "text": "x"}])).unwrap();
    emulator.handle(&get(&format!("{KEYS}&{ORDER}")));
    let (path, query) = KEYS.split_once('?').unwrap();
    emulator.handle(&post(path, &format!("{query}&{ORDER}")));
    emulator.handle(&post(KEYS, ORDER));
    let told = emulator.requests();
    let query = "action=numbers.order&access_key=[redacted]&secret_access_key=[redacted]";
    assert_eq!(told[0].target, format!("/ibp_api.php?{query}&{ORDER}"));
    assert_eq!((told[1].target.as_str(), &told[1].body), (path, &format!("{query}&{ORDER}")));
    assert_eq!((&told[2].target, told[2].body.as_str()), (&format!("/ibp_api.php?{query}"), ORDER));
    assert!(!format!("{told:?}").contains("emulator-"));
}

#[test]
fn a_form_may_come_in_parts() {
    let part = |(name, value): (&str, &str)| {
        format!("--x7\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let pairs = [
        ("action", "numbers.order"),
        ("access_key", "emulator-a"),
        ("secret_access_key", "emulator-b"),
        ("type", "local"),
        ("search", "555"),
        ("quantity", "2"),
        ("fill_quantity", "1"),
    ];
    let body = format!("{}--x7--\r\n", pairs.map(part).concat());
    let form = "multipart/form-data; boundary=\"x7\"";
    let request = Request {
        method: "POST".into(),
        target: "/ibp_api.php".into(),
        headers: vec![("Content-Type".into(), form.into())],
        body: body.into_bytes(),
    };
    let mut emulator = Emulator::new(7);
    assert_eq!(Said::of(&emulator.whole(&request)).bought().len(), 2);
    assert!(!format!("{:?}", emulator.requests()).contains("emulator-"));
    let without =
        Request { headers: vec![("Content-Type".into(), "multipart/form-data".into())], ..request };
    assert_eq!(Said::of(&emulator.whole(&without)).refused(), "action is required");
}
