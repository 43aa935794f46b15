//! Writes the Kotlin and Swift side of the bindings; `tools/package-kotlin.sh` and
//! `tools/package-swift.sh` call it.

fn main() {
    uniffi::uniffi_bindgen_main();
}
