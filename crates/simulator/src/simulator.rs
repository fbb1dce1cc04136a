//! Starting and stopping an instance.

use crate::{
    access::{RightsError, StockRights},
    dictionary::{Dictionary, DictionaryError},
    faults::FaultRule,
    instance::Instance,
    outbound::{Network, Trust},
    seeds::{
        self, Seed, SeedError,
        image::{self, Image},
    },
    server::{self, Admission, Doorway, Room, Service, Tls, TlsError},
    store::{self, Claim},
    unknowns::Unknowns,
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// How often to ask for a data file that another process has, and how long to wait between.
const TRIES: u32 = 25;
const PAUSE: Duration = Duration::from_millis(20);

/// A running instance. It stops when it is dropped.
pub struct Simulator {
    url: String,
    instance: Arc<Instance>,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
    tls: Option<Tls>,
}

/// Why an instance does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Nobody can listen there.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// Another process uses the data file.
    #[error("another process uses {}; stop it, or name another file", .file.display())]
    InUse {
        /// The data file.
        file: PathBuf,
    },
    /// The data file cannot be made or locked.
    #[error("the data file {} cannot be used", .file.display())]
    Data {
        /// The data file.
        file: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The store cannot be opened or written.
    #[error("the data cannot be opened")]
    Store(#[from] rusqlite::Error),
    /// The shipped dictionary is broken: a fault of this program.
    #[error("the dictionary cannot be used")]
    Dictionary(#[from] DictionaryError),
    /// The shipped access rules are broken: a fault of this program.
    #[error("the access rules cannot be used")]
    Rights(#[from] RightsError),
    /// The instance cannot be filled.
    #[error("the instance cannot be filled")]
    Seed(#[from] SeedError),
    /// There is no certificate.
    #[error("the instance cannot speak TLS")]
    Tls(#[from] TlsError),
    /// Others cannot be trusted.
    #[error("the instance cannot trust others")]
    Trust(#[from] Trust),
}

/// What an instance is to be like.
#[derive(Clone, Debug)]
pub struct Builder {
    listen: SocketAddr,
    data: Option<PathBuf>,
    seed: Seed,
    image: Option<Image>,
    more_rows: Vec<PathBuf>,
    unknowns: Unknowns,
    latency: Duration,
    faults: Vec<FaultRule>,
    fault_seed: Option<u64>,
    at_once: Option<usize>,
    queue: usize,
    log: bool,
    tls: bool,
    host_names: Vec<String>,
    resolve: Vec<(String, SocketAddr)>,
    trust: Vec<PathBuf>,
}

impl Simulator {
    /// A developer instance in memory, on a free port of the loopback interface.
    pub fn builder() -> Builder {
        Builder {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            data: None,
            seed: Seed::default(),
            image: None,
            more_rows: Vec::new(),
            unknowns: Unknowns::default(),
            latency: Duration::ZERO,
            faults: Vec::new(),
            fault_seed: None,
            at_once: None,
            queue: 50,
            log: false,
            tls: false,
            host_names: Vec::new(),
            resolve: Vec::new(),
            trust: Vec::new(),
        }
    }

    /// Scheme, host and port, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The certificate clients must trust, where the instance speaks TLS.
    pub fn certificate(&self) -> Option<&Path> {
        self.tls.as_ref().map(|tls| tls.certificate.as_path())
    }

    /// The rows that it has now, for [others to begin with](Builder::image).
    ///
    /// # Errors
    ///
    /// They cannot be copied.
    pub fn image(&self) -> Result<Image, StartError> {
        Ok(Image::of(&self.instance.world).map_err(SeedError::from)?)
    }

    /// Stops listening, ends all connections and waits until that is done.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            // It may have stopped already.
            let _ = stop.send(());
        }
        let _ = (&mut self.serving).await;
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Builder {
    /// Where to listen; port 0 takes a free one.
    #[must_use]
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// Keeps the rows in this SQLite file instead of in memory.
    #[must_use]
    pub fn data(mut self, file: impl Into<PathBuf>) -> Self {
        self.data = Some(file.into());
        self.image = None;
        self
    }

    /// What a new instance holds.
    #[must_use]
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seed = seed;
        self
    }

    /// Begins with the rows of this image instead of those of the seed, in memory. It is much quicker than to write them one by one:
    /// lay once what many tests need, and give each an instance of its own. A reset leads back to the seed.
    ///
    /// ```
    /// # use simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let laid = Simulator::builder().start().await?;
    /// // Write what every test needs, then:
    /// let image = laid.image()?;
    /// let first = Simulator::builder().image(image.clone()).start().await?;
    /// let second = Simulator::builder().image(image).start().await?;
    /// # assert_ne!(first.url(), second.url());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn image(mut self, image: Image) -> Self {
        self.image = Some(image);
        self.data = None;
        self
    }

    /// Adds the rows of this file, in the form of a seed's, to what a new instance holds.
    #[must_use]
    pub fn more_rows(mut self, file: impl Into<PathBuf>) -> Self {
        self.more_rows.push(file.into());
        self
    }

    /// How the points nobody has established are played.
    #[must_use]
    pub fn unknowns(mut self, unknowns: Unknowns) -> Self {
        self.unknowns = unknowns;
        self
    }

    /// Time added to every answer.
    #[must_use]
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Trouble from the start.
    #[must_use]
    pub fn faults(mut self, rules: Vec<FaultRule>) -> Self {
        self.faults = rules;
        self
    }

    /// Throws the dice of faults with a probability from this seed on.
    #[must_use]
    pub fn fault_seed(mut self, seed: u64) -> Self {
        self.fault_seed = Some(seed);
        self
    }

    /// Serves at most so many requests at once, lets so many wait, and answers 429 to more.
    #[must_use]
    pub fn max_concurrent(mut self, at_once: usize, queue: usize) -> Self {
        self.at_once = Some(at_once);
        self.queue = queue;
        self
    }

    /// Writes each request to standard error.
    #[must_use]
    pub fn log(mut self, log: bool) -> Self {
        self.log = log;
        self
    }

    /// Speaks TLS with a self-signed certificate.
    #[must_use]
    pub fn tls(mut self, tls: bool) -> Self {
        self.tls = tls;
        self
    }

    /// Answers to this host name too, beside `localhost` and addresses; its certificate has it.
    #[must_use]
    pub fn host_name(mut self, name: impl Into<String>) -> Self {
        self.host_names.push(name.into());
        self
    }

    /// Finds a host name at this address when the instance calls others.
    #[must_use]
    pub fn resolve(mut self, name: impl Into<String>, address: SocketAddr) -> Self {
        self.resolve.push((name.into(), address));
        self
    }

    /// Trusts the certificates in this PEM file when the instance calls others.
    #[must_use]
    pub fn trust(mut self, file: impl Into<PathBuf>) -> Self {
        self.trust.push(file.into());
        self
    }

    /// Starts the instance. It runs on tasks of the current runtime.
    ///
    /// # Errors
    ///
    /// The address is taken, a file that it is to be made from cannot be read or is malformed, or its database cannot be
    /// opened.
    pub async fn start(self) -> Result<Simulator, StartError> {
        server::raise_limits();
        let failed = |source| StartError::Listen { address: self.listen, source };
        let listener = TcpListener::bind(self.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let tls = if self.tls { Some(Tls::self_signed(&self.host_names)?) } else { None };
        let url = format!("{}://{address}", if self.tls { "https" } else { "http" });
        let claim = match &self.data {
            Some(file) => Some(claimed(file).await?),
            None => None,
        };
        let instance = Arc::new(self.instance(url.clone(), claim)?);
        let admission = Admission::new(self.at_once, self.queue);
        let (latency, log) = (self.latency, self.log);
        let (doorway, room) = (Doorway::new(&self.host_names), Room::default());
        let service = Arc::new(Service {
            instance: Arc::clone(&instance),
            admission,
            doorway,
            room,
            latency,
            log,
        });
        let acceptor = tls.as_ref().map(|tls| tls.acceptor.clone());
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(server::serve(listener, acceptor, service, stopped));
        Ok(Simulator { url, instance, stop: Some(stop), serving, tls })
    }

    /// Whether what it begins with is the same for everybody who asks for it: nothing of files.
    fn is_in_stock(&self) -> bool {
        let is_file = matches!(self.seed, Seed::File(_));
        self.data.is_none() && self.more_rows.is_empty() && !is_file
    }

    /// Gives an instance what it begins with: all of it, or no more than secrets of its own where its rows are a copy.
    fn fill(&self, instance: &Instance, image: Option<&Image>) -> Result<(), SeedError> {
        if let Some(image) = image {
            return Ok(image.seal(&instance.world)?);
        }
        seeds::fill(&instance.world, &instance.rights, &instance.seed, &instance.more_rows)?;
        if self.is_in_stock() {
            image::keep(&instance.world, &instance.seed)?;
        }
        Ok(())
    }

    fn instance(&self, url: String, claim: Option<Claim>) -> Result<Instance, StartError> {
        let ignores_cache = self.unknowns.property_ignores_cache.to_string();
        let dictionary = Dictionary::shipped(self.unknowns.unestablished_columns)?.with_default(
            "sys_properties",
            "ignore_cache",
            &ignores_cache,
        );
        let rights = StockRights::shipped()?;
        let stock = || image::in_stock(&self.seed, &self.unknowns).filter(|_| self.is_in_stock());
        let image = self.image.clone().or_else(stock);
        let rows = match &image {
            Some(image) => image.rows()?,
            None => store::open(claim.as_ref().map(Claim::file), &dictionary)?,
        };
        let unknowns = self.unknowns.clone();
        let mut instance = Instance::new(url, claim, rows, dictionary, unknowns, rights)?;
        instance.seed = self.seed.clone();
        instance.more_rows.clone_from(&self.more_rows);
        instance.outbound.network = Network::new(self.resolve.clone(), &self.trust)?;
        self.fill(&instance, image.as_ref())?;
        instance.faults.add(self.faults.clone());
        if let Some(seed) = self.fault_seed {
            instance.faults.seed(seed);
        }
        Ok(instance)
    }
}

/// The right to a data file. Whoever was stopped a moment ago may still be letting go of it.
async fn claimed(file: &Path) -> Result<Claim, StartError> {
    let failed = |source| StartError::Data { file: file.to_owned(), source };
    for _ in 0..TRIES {
        if let Some(claim) = Claim::on(file).map_err(failed)? {
            return Ok(claim);
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(StartError::InUse { file: file.to_owned() })
}
