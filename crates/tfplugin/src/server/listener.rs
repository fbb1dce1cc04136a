//! The socket: a Unix socket in a fresh private directory, or a TCP port of this machine where TLS
//! tells who calls; and the clients that come to it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
#[cfg(unix)]
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::ReceiverStream;

use super::handshake::Address;
use super::host::Host;
use super::link::Link;

/// Longest path of a socket, in bytes: the address structure holds 104 on some systems.
#[cfg(unix)]
const LONGEST_PATH: usize = 100;
/// Where a directory is made when the path of the one that was wanted is too long.
#[cfg(unix)]
const SHORT: [&str; 2] = ["/tmp", "/var/tmp"];
/// A client that has not finished its part of the TLS handshake by then is sent away.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait after a failed accept, such as one for want of file descriptors.
const BREATH: Duration = Duration::from_millis(50);

/// A bound socket, and the directory it lies in.
pub(super) struct Listener {
    socket: Socket,
    address: Address,
    directory: Option<TempDir>,
}

enum Socket {
    #[cfg(unix)]
    Unix(tokio::net::UnixListener),
    Tcp(TcpListener),
}

impl Listener {
    /// Binds where the host wants it, or where there is room for a socket's path. Every user of
    /// this machine reaches a TCP port, so that there is one only for a host with a certificate.
    pub(super) fn bind(host: &Host) -> io::Result<Self> {
        #[cfg(unix)]
        {
            let wanted = host.socket_directory.clone().unwrap_or_else(std::env::temp_dir);
            for parent in std::iter::once(wanted).chain(SHORT.map(Into::into)) {
                if let Some(listener) = Self::unix(&parent, host)? {
                    return Ok(listener);
                }
            }
        }
        Self::port(host)
    }

    /// A TCP port, for a host that proves who it is.
    fn port(host: &Host) -> io::Result<Self> {
        if host.client.is_some() {
            return Self::tcp(host.ports);
        }
        let nowhere = "there is no directory for a socket: name one with a short path in TMPDIR";
        Err(io::Error::new(io::ErrorKind::Unsupported, nowhere))
    }

    /// None when nothing can be made in `parent`, or its path is too long to bind.
    #[cfg(unix)]
    fn unix(parent: &Path, host: &Host) -> io::Result<Option<Self>> {
        use std::os::unix::{ffi::OsStrExt as _, fs::PermissionsExt as _};
        let private = std::fs::Permissions::from_mode(0o700);
        let mut made = tempfile::Builder::new();
        let Ok(directory) = made.prefix("plugin-").permissions(private).tempdir_in(parent) else {
            return Ok(None);
        };
        let path = directory.path().join("socket");
        if path.as_os_str().as_bytes().len() > LONGEST_PATH {
            return Ok(None);
        }
        let socket = Socket::Unix(tokio::net::UnixListener::bind(&path)?);
        if let Some(group) = &host.socket_group {
            share(directory.path(), &path, group)?;
        }
        Ok(Some(Self { socket, address: Address::Unix(path), directory: Some(directory) }))
    }

    fn tcp(ports: Option<(u16, u16)>) -> io::Result<Self> {
        let (lowest, highest) = ports.unwrap_or((0, 0));
        let mut bound = Err(io::ErrorKind::AddrInUse.into());
        for port in lowest..=highest {
            bound = std::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
            if bound.is_ok() {
                break;
            }
        }
        let socket = bound?;
        socket.set_nonblocking(true)?;
        let address = Address::Tcp(socket.local_addr()?);
        Ok(Self { socket: Socket::Tcp(TcpListener::from_std(socket)?), address, directory: None })
    }

    /// Where clients connect.
    pub(super) fn address(&self) -> &Address {
        &self.address
    }

    /// Hands over the directory of a Unix socket: it goes when the answer is dropped.
    pub(super) fn take_directory(&mut self) -> Option<TempDir> {
        self.directory.take()
    }

    /// The next client.
    pub(super) async fn accept(&self) -> io::Result<Link> {
        match &self.socket {
            #[cfg(unix)]
            Socket::Unix(socket) => Ok(Link::new(socket.accept().await?.0)),
            Socket::Tcp(socket) => {
                let (stream, _) = socket.accept().await?;
                stream.set_nodelay(true)?;
                Ok(Link::new(stream))
            }
        }
    }
}

/// Lets the members of `group` (name or number) reach `socket`, which lies in `directory`: the host
/// may run as another user.
#[cfg(unix)]
fn share(directory: &Path, socket: &Path, group: &str) -> io::Result<()> {
    use std::os::unix::fs::{PermissionsExt as _, chown};
    let no_such_group = || io::Error::new(io::ErrorKind::NotFound, "no such group");
    let number = number(group)?.ok_or_else(no_such_group)?;
    for (path, mode) in [(directory, 0o710), (socket, 0o660)] {
        chown(path, None, Some(number))?;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

/// The number of a group, by the system's own account of groups: a directory service as well as a
/// file.
#[cfg(unix)]
fn number(group: &str) -> io::Result<Option<u32>> {
    if let Ok(number) = group.parse() {
        return Ok(Some(number));
    }
    Ok(nix::unistd::Group::from_name(group)?.map(|found| found.gid.as_raw()))
}

/// The connections of `listener`. A slow or refused client does not hold up the others.
pub(super) fn incoming(
    listener: Listener,
    tls: Option<TlsAcceptor>,
) -> ReceiverStream<io::Result<Link>> {
    let (sender, receiver) = mpsc::channel(8);
    tokio::spawn(async move {
        while !sender.is_closed() {
            match listener.accept().await {
                Ok(link) => welcome(link, tls.clone(), sender.clone()),
                Err(_) => tokio::time::sleep(BREATH).await,
            }
        }
    });
    ReceiverStream::new(receiver)
}

fn welcome(link: Link, tls: Option<TlsAcceptor>, sender: mpsc::Sender<io::Result<Link>>) {
    tokio::spawn(async move {
        let ready = match tls {
            None => link,
            Some(acceptor) => match tokio::time::timeout(PATIENCE, acceptor.accept(link)).await {
                Ok(Ok(encrypted)) => Link::new(encrypted),
                Ok(Err(error)) => return tracing::warn!(%error, "a client was refused"),
                Err(_) => return tracing::warn!("a client did not finish its handshake"),
            },
        };
        // The receiver is gone only when the process ends.
        let _ = sender.send(Ok(ready)).await;
    });
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn in_directory(path: &Path) -> Host {
        Host { socket_directory: Some(path.to_owned()), ..Host::default() }
    }

    #[tokio::test]
    async fn the_directory_is_private_and_goes_when_it_is_dropped() {
        let parent = tempfile::tempdir().unwrap();
        let mut listener = Listener::bind(&in_directory(parent.path())).unwrap();
        let Address::Unix(socket) = listener.address().clone() else { panic!() };
        let directory = socket.parent().unwrap();
        let mode = std::fs::metadata(directory).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        assert!(tokio::net::UnixStream::connect(&socket).await.is_ok());
        drop(listener.take_directory());
        assert!(!directory.exists());
    }

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[tokio::test]
    async fn a_long_path_gives_way_to_a_short_one_as_private_and_leaves_nothing_behind() {
        let parent = tempfile::tempdir().unwrap();
        let long = parent.path().join("d".repeat(100));
        std::fs::create_dir(&long).unwrap();
        for wanted in [long.as_path(), Path::new("/no/such/directory")] {
            let listener = Listener::bind(&in_directory(wanted)).unwrap();
            let Address::Unix(socket) = listener.address() else { panic!("{wanted:?}") };
            assert!(socket.as_os_str().len() <= LONGEST_PATH);
            assert_eq!(mode(socket.parent().unwrap()), 0o700);
        }
        assert_eq!(std::fs::read_dir(&long).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn nobody_is_served_on_a_port_without_a_certificate() {
        let by_hand = Listener::port(&Host::none()).map(|listener| listener.address().clone());
        assert_eq!(by_hand.unwrap_err().kind(), io::ErrorKind::Unsupported);
        let made = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
        let proven = Host { client: Some(made.cert.der().clone()), ..Host::default() };
        let listener = Listener::port(&proven).unwrap();
        let Address::Tcp(address) = listener.address() else { panic!() };
        assert!(address.ip().is_loopback() && address.port() != 0);
    }

    #[test]
    fn a_group_is_found_by_name_or_number() {
        let own = nix::unistd::getegid();
        let named = nix::unistd::Group::from_gid(own).unwrap();
        let name = named.map_or_else(|| own.to_string(), |group| group.name);
        assert_eq!(number(&name).unwrap(), Some(own.as_raw()));
        assert_eq!(number("1234").unwrap(), Some(1234));
        assert_eq!(number("no such group here").unwrap(), None);
    }

    #[test]
    fn an_unknown_group_is_an_error() {
        let error = share(Path::new("."), Path::new("."), "no such group here").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[tokio::test]
    async fn the_group_may_use_the_socket_and_pass_its_directory() {
        let parent = tempfile::tempdir().unwrap();
        let group = nix::unistd::getegid();
        let host = Host { socket_group: Some(group.to_string()), ..in_directory(parent.path()) };
        let listener = Listener::bind(&host).unwrap();
        let Address::Unix(socket) = listener.address() else { panic!() };
        for (path, mode) in [(socket.parent().unwrap(), 0o710), (socket.as_path(), 0o660)] {
            let found = std::fs::metadata(path).unwrap();
            let held = std::os::unix::fs::MetadataExt::gid(&found);
            assert_eq!((found.permissions().mode() & 0o777, held), (mode, group.as_raw()));
        }
    }

    #[tokio::test]
    async fn tcp_takes_a_free_port_of_the_range() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(Listener::tcp(Some((port, port))).is_err());
        let highest = port.saturating_add(50);
        let listener = Listener::tcp(Some((port, highest))).unwrap();
        let Address::Tcp(address) = listener.address() else { panic!() };
        assert!((port + 1..=highest).contains(&address.port()));
    }
}
