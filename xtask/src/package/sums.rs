//! The sums of a product's files, as `sha256sum -c` and the registries read them.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::product::Product;
use crate::failure::{Attempt, Failure};

/// What the file of the sums is called, after the product and its version.
const SUMS: &str = "SHA256SUMS";

/// Where the sums of a product are in `folder`.
pub(super) fn path(folder: &Path, product: Product) -> PathBuf {
    folder.join(product.file(SUMS))
}

/// Writes the sums of all files that `folder` has of `product`, by name.
pub(super) fn write(folder: &Path, product: Product) -> Result<PathBuf, Failure> {
    let names = files(folder, product)?;
    if names.is_empty() {
        let what = format!("there is nothing of {} in {}", product.stem(), folder.display());
        return Err(Failure::new(what));
    }
    let lines = names.iter().map(|name| Ok(format!("{}  {name}\n", of(&folder.join(name))?)));
    let text = lines.collect::<Result<String, Failure>>()?;
    let path = path(folder, product);
    fs::write(&path, text).attempting(format!("write {}", path.display()))?;
    Ok(path)
}

/// Removes all files that `folder` has of `product`: those of an earlier run are not summed again.
pub(super) fn clear(folder: &Path, product: Product) -> Result<(), Failure> {
    for name in all(folder, product)? {
        fs::remove_file(folder.join(&name)).attempting(format!("remove {name}"))?;
    }
    Ok(())
}

fn files(folder: &Path, product: Product) -> Result<Vec<String>, Failure> {
    let sums = product.file(SUMS);
    let names = all(folder, product)?.into_iter();
    Ok(names.filter(|name| !name.starts_with(&sums)).collect())
}

fn all(folder: &Path, product: Product) -> Result<Vec<String>, Failure> {
    let entries = fs::read_dir(folder).attempting(format!("read {}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(&product.file(""))).collect();
    names.sort();
    Ok(names)
}

fn of(path: &Path) -> Result<String, Failure> {
    let content = fs::read(path).attempting(format!("read {}", path.display()))?;
    let digest = Sha256::digest(content);
    Ok(digest.iter().fold(String::with_capacity(64), |text, byte| text + &format!("{byte:02x}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::{PRODUCTS, THE_PROVIDER};

    #[test]
    fn the_sums_are_those_of_the_products_own_files() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(folder.path(), THE_PROVIDER).is_err());
        let file = |name: &str| fs::write(folder.path().join(name), "a").unwrap();
        let [zip, manifest] =
            ["linux_amd64.zip", "manifest.json"].map(|one| THE_PROVIDER.file(one));
        for name in [&zip, &manifest, &PRODUCTS[1].file("linux_amd64.zip")] {
            file(name);
        }
        for _ in 0..2 {
            let text = fs::read_to_string(write(folder.path(), THE_PROVIDER).unwrap()).unwrap();
            let sum = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
            assert_eq!(text, format!("{sum}  {zip}\n{sum}  {manifest}\n"));
        }
        clear(folder.path(), THE_PROVIDER).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
