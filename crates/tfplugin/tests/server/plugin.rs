//! A plugin process, and a client for it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use hyper_util::rt::TokioIo;
use tfplugin::testing::proto::tfplugin6::DynamicValue;
use tfplugin::testing::proto::tfplugin6::provider_client::ProviderClient;
use tokio::net::{TcpStream, UnixStream};
use tonic::transport::{Channel, Endpoint};

/// Larger than any message of these tests.
pub(crate) const LARGEST: usize = 256 << 20;
const COOKIE: &str = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/// The example program, which Cargo builds beside the tests.
pub(crate) fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests.parent().and_then(Path::parent).unwrap().join("examples/thing");
    assert!(program.exists(), "run `cargo build -p tfplugin --example thing` first");
    program
}

/// A command that starts the program without anything a host might have set.
pub(crate) fn bare() -> Command {
    let mut command = Command::new(program());
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("TF_") || name.starts_with("PLUGIN_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A running plugin; it ends with the test.
pub(crate) struct Plugin {
    pub(crate) child: Child,
    /// The parts of the handshake.
    pub(crate) handshake: Vec<String>,
    /// Where its sockets are.
    pub(crate) sockets: tempfile::TempDir,
}

impl Plugin {
    /// Starts one as Terraform does, without TLS.
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts one with further variables.
    pub(crate) fn start_with(variables: &[(&str, &str)]) -> Self {
        let sockets = tempfile::tempdir().unwrap();
        let directory = sockets.path().to_str().unwrap().to_owned();
        let mut command = bare();
        command.env("TF_PLUGIN_MAGIC_COOKIE", COOKIE).env("PLUGIN_PROTOCOL_VERSIONS", "5,6");
        command.env("PLUGIN_UNIX_SOCKET_DIR", directory).envs(variables.iter().copied());
        Self::from(command, sockets)
    }

    fn from(mut command: Command, sockets: tempfile::TempDir) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let handshake = line.trim_end_matches('\n').split('|').map(str::to_owned).collect();
        Self { child, handshake, sockets }
    }

    /// The socket's address.
    pub(crate) fn address(&self) -> &str {
        &self.handshake[3]
    }

    /// The id of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// A connection without TLS.
    pub(crate) async fn channel(&self) -> Channel {
        let (network, address) = (self.handshake[2].clone(), self.address().to_owned());
        let connect = tower::service_fn(move |_| {
            let (network, address) = (network.clone(), address.clone());
            async move {
                let stream: Box<dyn Stream> = if network == "unix" {
                    Box::new(UnixStream::connect(address).await?)
                } else {
                    Box::new(TcpStream::connect(address).await?)
                };
                std::io::Result::Ok(TokioIo::new(stream))
            }
        });
        Endpoint::from_static("http://localhost").connect_with_connector(connect).await.unwrap()
    }

    /// A client of the provider service.
    pub(crate) async fn provider(&self) -> ProviderClient<Channel> {
        provider(self.channel().await)
    }

    /// Sends a signal, such as `INT`.
    pub(crate) fn signal(&self, name: &str) {
        let sent =
            Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status();
        assert!(sent.unwrap().success());
    }

    /// Whether it still runs after a moment.
    pub(crate) fn lives(&mut self) -> bool {
        std::thread::sleep(Duration::from_millis(300));
        self.child.try_wait().unwrap().is_none()
    }

    /// How it ended; fails the test if it does not within five seconds.
    pub(crate) fn ends(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < Duration::from_secs(5), "the plugin does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What it wrote to standard error; ends it first.
    pub(crate) fn log(mut self) -> String {
        self.child.kill().unwrap();
        let mut text = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }
}

impl Drop for Plugin {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whatever carries a connection.
pub(crate) trait Stream:
    tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin
{
}
impl<T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin> Stream for T {}

/// A client that takes large messages.
pub(crate) fn provider(channel: Channel) -> ProviderClient<Channel> {
    ProviderClient::new(channel)
        .max_decoding_message_size(LARGEST)
        .max_encoding_message_size(LARGEST)
}

/// A configuration or state of a thing, in the JSON form that a provider must also read.
pub(crate) fn thing(fields: &serde_json::Value) -> DynamicValue {
    DynamicValue { json: fields.to_string().into_bytes(), msgpack: vec![] }
}
