//! Writes the JavaScript that loads telnum's WebAssembly: `telnum-wasm-bindgen FILE FOLDER NAME`.

use std::error::Error;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder, name] = arguments.as_slice() else {
        eprintln!("telnum-wasm-bindgen FILE FOLDER NAME");
        return ExitCode::FAILURE;
    };
    match write(file, folder, name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("telnum-wasm-bindgen: {file}: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn write(file: &str, folder: &str, name: &str) -> Result<(), Box<dyn Error>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(file).out_name(name).typescript(true).web(true)?;
    // Where the file lies is told by each host; a core that trapped begins anew; names and producers weigh.
    bindgen
        .omit_default_module_path(true)
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    Ok(bindgen.generate(folder)?)
}
