//! `cargo xtask package`: what a release consists of, as Terraform's registry and OpenTofu's want it, and the same files
//! at each run from the same commit.

mod archive;
mod bill;
mod compile;
mod cross;
mod leaks;
mod moment;
mod product;
mod signature;
mod sums;
mod target;

use std::fs;
use std::path::{Path, PathBuf};

use crate::cargo;
use crate::failure::{Attempt, Failure};
use crate::report::Report;
use archive::Entry;
use moment::Moment;
use signature::Signer;

pub use product::{PRODUCTS, Product, THE_PROVIDER};
pub use target::{TARGETS, Target};

/// What the registries are told of a release, in the repository.
const MANIFEST: &str = "terraform-registry-manifest.json";

/// What to package.
#[derive(Debug, clap::Args)]
pub struct Order {
    /// A target to build for, which can be given several times; Linux on both processors when left out.
    #[arg(long = "target", value_name = "TRIPLE")]
    targets: Vec<String>,
    /// The folder that the files go to.
    #[arg(long, default_value = "target/package")]
    out: PathBuf,
    /// What signs the sums: a file with a secret key, or the id of a key that gpg has. Registries want RSA or DSA.
    #[arg(long, value_name = "FILE or ID")]
    key: Option<String>,
    /// Builds nothing, and sums what lies in the folder: archives that were built on several machines.
    #[arg(long, conflicts_with = "targets")]
    gather: bool,
}

/// A release in the making.
#[derive(Debug)]
pub struct Release {
    root: PathBuf,
    out: PathBuf,
    moment: Moment,
}

/// Packages what was ordered.
pub fn run(order: &Order) -> Result<(), Failure> {
    let root = cargo::root();
    let signer = order.key.as_deref().map(Signer::of).transpose()?;
    let release = Release::begin(&root, &root.join(&order.out))?;
    let mut report = Report::new();
    let targets = order.targets()?;
    if !order.gather {
        release.build(&targets, &mut report)?;
    }
    report.step("The sums");
    for product in product::of(&targets) {
        let sums = release.sum(product)?;
        report.note(sums.display());
        if let Some(signer) = &signer {
            report.note(signer.sign(&sums)?.display());
        }
    }
    Ok(())
}

impl Order {
    /// What it is about: of what was built elsewhere, everything.
    fn targets(&self) -> Result<Vec<Target>, Failure> {
        if self.gather {
            return Ok(TARGETS.to_vec());
        }
        if self.targets.is_empty() {
            return Ok(Target::usual());
        }
        self.targets.iter().map(|triple| Target::named(triple)).collect()
    }
}

impl Release {
    /// A release of the repository at `root`, whose files go to `out`.
    pub fn begin(root: &Path, out: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(out).attempting(format!("create {}", out.display()))?;
        let moment = Moment::of(root)?;
        Ok(Self { root: root.to_owned(), out: out.to_owned(), moment })
    }

    fn build(&self, targets: &[Target], report: &mut Report) -> Result<(), Failure> {
        for product in PRODUCTS {
            sums::clear(&self.out, product)?;
        }
        for target in targets {
            for product in PRODUCTS.into_iter().filter(|product| product.runs_on(*target)) {
                report.step(format!("{} for {}", product.name, target.platform()));
                let built = compile::executable(&self.root, product, *target, self.moment)?;
                report.note(self.pack(product, *target, &built)?.display());
            }
        }
        Ok(())
    }

    /// Puts an executable of `product` into its archive, with the bill of materials beside it.
    pub fn pack(
        &self,
        product: Product,
        target: Target,
        executable: &Path,
    ) -> Result<PathBuf, Failure> {
        let name = product.file(&target.platform());
        let bill = self.out.join(format!("{name}.cdx.json"));
        bill::write(&bill, &self.root, product, target, self.moment)?;
        let archive = self.out.join(format!("{name}.zip"));
        let (licence, page) = (self.root.join("LICENSE"), self.root.join(product.page));
        let entry = |name: &str, from, runs| Entry { name: name.to_owned(), from, runs };
        let entries = [
            entry("LICENSE", &licence, false),
            entry("README.md", &page, false),
            entry(&product.executable(target), executable, true),
        ];
        archive::write(&archive, &entries, self.moment)?;
        Ok(archive)
    }

    /// Writes the sums of what there is of `product`; a provider's manifest is among it.
    pub fn sum(&self, product: Product) -> Result<PathBuf, Failure> {
        if product.is_provider() {
            let manifest = self.out.join(product.file("manifest.json"));
            fs::copy(self.root.join(MANIFEST), manifest).attempting("copy the manifest")?;
        }
        sums::write(&self.out, product)
    }
}

/// Signs the file with a key, which is named as in [`Order`]; answers where the signature is.
pub fn sign(file: &Path, key: &str) -> Result<PathBuf, Failure> {
    Signer::of(key)?.sign(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn products(targets: &[&str], gather: bool) -> Vec<&'static str> {
        let targets = targets.iter().map(|triple| (*triple).to_owned()).collect();
        let order = Order { targets, out: PathBuf::new(), key: None, gather };
        product::of(&order.targets().unwrap()).map(|product| product.name).collect()
    }

    #[test]
    fn what_does_not_run_where_an_order_is_for_is_not_summed() {
        let windows = ["x86_64-pc-windows-gnu", "aarch64-pc-windows-gnullvm"];
        let without = [cargo::PROVIDER, cargo::PROBE];
        assert_eq!(products(&windows, false), without);
        assert_eq!(products(&windows[..1], false), without);
        let all = PRODUCTS.map(|product| product.name);
        assert_eq!(products(&["x86_64-pc-windows-gnu", "x86_64-apple-darwin"], false), all);
        assert_eq!(products(&[], false), all);
        assert_eq!(products(&[], true), all);
    }
}
