//! Writes core's public types as other languages declare them, so that nobody writes them twice.
//!
//! `telnum-codegen` writes; `telnum-codegen --check` only tells whether what is written is current.

mod calls;
mod filters;
mod journals;
mod kotlin;
mod model;
mod pages;
mod python;
mod read;
mod read_calls;
mod routes;
mod rust;
mod speech;
mod swift;
mod typescript;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("telnum-codegen: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let check = std::env::args().any(|argument| argument == "--check");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let model = read::read(&root)?;
    let mut files = rust::files(&model)?;
    files.extend(routes::files(&model)?);
    files.extend(python::files(&model)?);
    files.extend(typescript::files(&model)?);
    files.extend(kotlin::files(&model)?);
    files.extend(swift::files(&model, &root)?);
    files.extend(journals::files(&root)?);
    files.push((".gitattributes".to_owned(), attributes(&files)));
    // Only in part ours, so not among what is generated.
    files.extend(pages::files(&model, &root)?);
    for (path, text) in files {
        put(&root.join(path), &text, check)?;
    }
    Ok(())
}

/// Which files nobody reviews line by line: ours, and the dumps that tests write.
fn attributes(files: &[(String, String)]) -> String {
    let mut lines: Vec<String> =
        files.iter().map(|(path, _)| format!("{path} linguist-generated\n")).collect();
    lines.extend(
        ["tests/*/surface.txt", "tests/*/public-surface.txt"]
            .map(|it| format!("{it} linguist-generated\n")),
    );
    lines.sort();
    format!(
        "# Written by telnum-codegen: what it writes, and what tests write.\n{}",
        lines.concat()
    )
}

fn put(path: &PathBuf, text: &str, check: bool) -> Result<(), String> {
    let present = std::fs::read_to_string(path).unwrap_or_default();
    if present == text {
        return Ok(());
    }
    if check {
        return Err(format!("{} is not current: run `make fmt`", path.display()));
    }
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
