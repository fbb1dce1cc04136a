//! Compiles the protocol definitions in `proto/` without an installed `protoc`.

use std::error::Error;
use std::path::{Path, PathBuf};

use prost::Message as _;

const FILES: [&str; 4] = ["tfplugin6.proto", "broker.proto", "controller.proto", "stdio.proto"];

fn main() -> Result<(), Box<dyn Error>> {
    let definitions = definitions(Path::new(env!("CARGO_MANIFEST_DIR")));
    for file in FILES {
        println!("cargo::rerun-if-changed={}", definitions.join(file).display());
    }
    let compiled = protox::compile(FILES, [definitions])?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    std::fs::write(out.join("protocol.fds"), compiled.encode_to_vec())?;
    tonic_prost_build::configure()
        .use_arc_self(true)
        .generate_default_stubs(true)
        .emit_rerun_if_changed(false)
        .compile_fds(compiled)?;
    Ok(())
}

/// The folder of the definitions: within the package, where a link leads to the one at the top of the repository. A
/// checkout that knows no links has a file in its place.
fn definitions(package: &Path) -> PathBuf {
    let own = package.join("proto");
    if own.is_dir() { own } else { package.join("../../proto") }
}
