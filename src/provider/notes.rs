//! Where the provider keeps, between runs, its note of the records that states hold.

use std::path::PathBuf;

use super::sources::Environment;

const NAME: &str = "terraform-provider-servicenow";

/// The folder of caches of whoever runs it; none where the environment names none.
pub(super) fn folder(environment: &Environment) -> Option<PathBuf> {
    let named = |name: &str| environment(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    let caches = named("XDG_CACHE_HOME")
        .or_else(|| named("HOME").map(|home| home.join(".cache")))
        .or_else(|| named("LOCALAPPDATA"))?;
    caches.is_absolute().then(|| caches.join(NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &'static str, value: &'static str) -> Option<PathBuf> {
        folder(
            &(Box::new(move |asked: &str| (asked == name).then(|| value.to_owned()))
                as Environment),
        )
    }

    #[test]
    fn it_is_among_the_caches_of_the_user() {
        assert_eq!(found("XDG_CACHE_HOME", "/c"), Some(PathBuf::from("/c").join(NAME)));
        assert_eq!(found("HOME", "/h"), Some(PathBuf::from("/h/.cache").join(NAME)));
        assert_eq!(found("XDG_CACHE_HOME", "relative"), None);
        assert_eq!(found("PATH", "/bin"), None);
    }
}
