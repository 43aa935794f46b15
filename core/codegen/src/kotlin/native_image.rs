//! What GraalVM's native-image has to know of records and sets, where a program has Jackson: it finds by reflection what
//! it writes and reads them with.

use crate::model::{Kind, Model};

const PATH: &str = "bindings-uniffi/kotlin/src/main/resources/META-INF/native-image/dev.telnum/telnum-json/reflect-config.json";

pub(super) fn jackson(model: &Model) -> (String, String) {
    let mut names = vec!["dev.telnum.DidwwLink".to_owned(), "dev.telnum.DidwwLinks".to_owned()];
    for it in &model.types {
        let package = if it.module == "emulator" { "dev.telnum.emulator" } else { "dev.telnum" };
        let name = format!("{package}.{}", it.name);
        if let Kind::OpenSet(_) = it.kind {
            names.push(format!("{name}$Unknown"));
        }
        names.push(name);
    }
    names.sort();
    let entries: Vec<String> = names.iter().map(|it| entry(it)).collect();
    (PATH.to_owned(), format!("[\n{}\n]\n", entries.join(",\n")))
}

fn entry(name: &str) -> String {
    let condition = r#"{ "typeReachable": "com.fasterxml.jackson.databind.ObjectMapper" }"#;
    format!(
        r#"  {{ "condition": {condition}, "name": "{name}", "allDeclaredMethods": true, "allDeclaredFields": true }}"#
    )
}
