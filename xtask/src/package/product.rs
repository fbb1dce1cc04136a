//! The programs that are released, and what their files are called.

use super::target::Target;
use crate::cargo::{PROBE, PROVIDER, SIMULATOR};
use crate::mirror::VERSION;

/// A program that is released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Product {
    /// The name of its executable, and what its files begin with.
    pub name: &'static str,
    /// The package that it is built from.
    pub package: &'static str,
    /// The page that goes into its archives, below the root of the repository.
    pub(super) page: &'static str,
    /// The systems that it does not run on.
    pub(super) not_on: &'static [&'static str],
}

/// The provider.
pub const THE_PROVIDER: Product =
    Product { name: PROVIDER, package: PROVIDER, page: "README.md", not_on: &[] };

/// All of them.
pub const PRODUCTS: [Product; 3] = [
    THE_PROVIDER,
    Product {
        name: SIMULATOR,
        package: "simulator",
        page: "crates/simulator/README.md",
        // It locks its file and guards its keys in ways of Unix.
        not_on: &["windows"],
    },
    Product {
        name: PROBE,
        package: "probe",
        page: "docs/guides/check-your-instance.md",
        not_on: &[],
    },
];

/// Those that run on one of `targets`.
pub(super) fn of(targets: &[Target]) -> impl Iterator<Item = Product> {
    PRODUCTS.into_iter().filter(|product| targets.iter().any(|target| product.runs_on(*target)))
}

impl Product {
    /// Whether it is what registries deliver.
    pub(super) fn is_provider(&self) -> bool {
        self.name == PROVIDER
    }

    /// Whether it runs there.
    pub(super) fn runs_on(&self, target: Target) -> bool {
        !self.not_on.contains(&target.system)
    }

    /// What each of its files begins with.
    pub(super) fn stem(&self) -> String {
        format!("{}_{VERSION}", self.name)
    }

    /// One of its files: `terraform-provider-servicenow_0.1.0_SHA256SUMS`.
    pub(super) fn file(&self, rest: &str) -> String {
        format!("{}_{rest}", self.stem())
    }

    /// The executable's name in an archive. Terraform looks for a provider by its name and its version.
    pub(super) fn executable(&self, target: Target) -> String {
        let version = if self.is_provider() { format!("_v{VERSION}") } else { String::new() };
        target.file(&format!("{}{version}", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;
    use crate::package::TARGETS;

    #[test]
    fn a_providers_executable_has_its_version_in_its_name_and_others_have_not() {
        let [linux, .., windows] = TARGETS;
        let named = format!("terraform-provider-servicenow_v{VERSION}");
        assert_eq!(THE_PROVIDER.executable(linux), named);
        assert_eq!(THE_PROVIDER.executable(windows), format!("{named}.exe"));
        assert_eq!(PRODUCTS[2].executable(windows), "servicenow-probe.exe");
    }

    #[test]
    fn every_product_has_its_page_and_a_system() {
        for product in PRODUCTS {
            assert!(cargo::root().join(product.page).is_file(), "{}", product.page);
            assert!(TARGETS.into_iter().any(|target| product.runs_on(target)));
        }
    }
}
