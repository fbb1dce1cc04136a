//! Somebody at a browser: keeps cookies by host and port, follows redirects when told to, and fills
//! in forms.

use reqwest::{Client, Method, Response, Url, header::HeaderMap, redirect::Policy};
use std::{collections::HashMap, sync::Mutex};

/// A browser with its cookies.
pub(crate) struct Browser {
    client: Client,
    jar: Mutex<HashMap<(String, String), String>>,
}

/// What a browser shows.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) url: Url,
    /// Where a redirect leads that was not followed.
    pub(crate) location: Option<Url>,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Browser {
    /// A new browser without cookies.
    pub(crate) fn new() -> Self {
        Self::with(Client::builder())
    }

    /// A browser whose client is built on this.
    pub(crate) fn with(builder: reqwest::ClientBuilder) -> Self {
        let client = builder.redirect(Policy::none()).build().unwrap();
        Self { client, jar: Mutex::default() }
    }

    /// Opens an address without following a redirect.
    pub(crate) async fn open(&self, url: &str) -> Page {
        self.send(Method::GET, Url::parse(url).unwrap(), None).await
    }

    /// Follows redirects as long as they stay on the hosts (with port) named.
    pub(crate) async fn follow(&self, mut page: Page, hosts: &[&str]) -> Page {
        while let Some(to) = page.location.clone().filter(|to| hosts.iter().any(|h| is_at(to, h))) {
            page = self.send(Method::GET, to, None).await;
        }
        page
    }

    /// Sends the form of a page with these fields, the hidden ones included.
    pub(crate) async fn submit(&self, page: &Page, fields: &[(&str, &str)]) -> Page {
        let action = attribute(&page.text[page.text.find("<form").unwrap()..], "action");
        let to = page.url.join(&action).unwrap();
        let mut all = hidden(&page.text);
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.send(Method::POST, to, Some(all)).await
    }

    /// Signs in somebody whose password is their name, on the page that asks for it.
    pub(crate) async fn sign_in(&self, page: &Page, user: &str) -> Page {
        self.submit(page, &[("user_name", user), ("user_password", user)]).await
    }

    /// Sends the form of a page as it is shown but for these fields; a box is ticked by `true` and not
    /// by nothing.
    pub(crate) async fn fill(&self, page: &Page, fields: &[(&str, &str)]) -> Page {
        let action = attribute(&page.text[page.text.find("<form").unwrap()..], "action");
        let mut all = page.controls();
        for (name, value) in fields {
            all.retain(|(other, _)| other != name);
            if !value.is_empty() || !page.boxes().contains(&(*name).to_owned()) {
                all.push(((*name).to_owned(), (*value).to_owned()));
            }
        }
        for (_, value) in &mut all {
            *value = value.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        self.send(Method::POST, page.url.join(&action).unwrap(), Some(all)).await
    }

    async fn send(&self, method: Method, url: Url, form: Option<Vec<(String, String)>>) -> Page {
        let mut request =
            self.client.request(method, url.clone()).header("cookie", self.cookies(&url));
        if let Some(form) = form {
            request = request.form(&form);
        }
        let response = request.send().await.unwrap();
        self.keep(&url, &response);
        let location = response.headers().get("location").map(|to| to.to_str().unwrap());
        let location = location.map(|to| url.join(to).unwrap());
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Page { status, url, location, headers, text: response.text().await.unwrap() }
    }

    /// As real ones do, it sends the cookies of a host to each of its ports.
    fn cookies(&self, url: &Url) -> String {
        let host = url.host_str().unwrap();
        let jar = self.jar.lock().unwrap();
        let own = jar.iter().filter(|((at, _), _)| at == host);
        own.map(|((_, name), value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&self, url: &Url, response: &Response) {
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            let key = (url.host_str().unwrap().to_owned(), name.to_owned());
            self.jar.lock().unwrap().insert(key, value.to_owned());
        }
    }
}

impl Page {
    /// A parameter of the address a redirect leads to.
    pub(crate) fn sent(&self, name: &str) -> Option<String> {
        let pairs = self.location.as_ref()?.query_pairs();
        pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// What its form sends where nobody has entered anything: name and value of each control.
    pub(crate) fn controls(&self) -> Vec<(String, String)> {
        let mut controls = hidden(&self.text);
        for tag in tags(&self.text, "input") {
            if !tag.contains("type=\"hidden\"")
                && (!tag.contains("checkbox") || tag.contains(" checked"))
            {
                controls.push((attribute(tag, "name"), attribute(tag, "value")));
            }
        }
        for area in tags(&self.text, "textarea") {
            let (_, text) = area.split_once(">\n").unwrap();
            let text = text.split("</textarea>").next().unwrap();
            controls.push((attribute(area, "name"), plain(text)));
        }
        for select in tags(&self.text, "select") {
            let options = select.split("</select>").next().unwrap().split("<option ").skip(1);
            let chosen = options.clone().find(|option| option.contains(" selected"));
            let chosen = chosen.or_else(|| options.clone().next()).unwrap();
            controls.push((attribute(select, "name"), attribute(chosen, "value")));
        }
        controls
    }

    /// What a control of its form holds.
    pub(crate) fn control(&self, name: &str) -> Option<String> {
        self.controls().into_iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    fn boxes(&self) -> Vec<String> {
        let boxes = tags(&self.text, "input").filter(|tag| tag.contains("type=\"checkbox\""));
        boxes.map(|tag| attribute(tag, "name")).collect()
    }
}

/// What follows the beginning of each tag of that name: an input up to its end, anything else further.
fn tags<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let begin = format!("<{name} ");
    let tags: Vec<&str> = text.split(begin.as_str()).skip(1).collect();
    let is_input = name == "input";
    tags.into_iter().map(move |tag| if is_input { &tag[..tag.find('>').unwrap()] } else { tag })
}

fn is_at(url: &Url, host: &str) -> bool {
    let base = Url::parse(host).unwrap();
    url.origin() == base.origin()
}

fn hidden(text: &str) -> Vec<(String, String)> {
    let inputs = text.split("<input ").skip(1).filter(|tag| tag.starts_with("type=\"hidden\""));
    inputs.map(|tag| (attribute(tag, "name"), attribute(tag, "value"))).collect()
}

fn attribute(tag: &str, name: &str) -> String {
    let start = tag.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    plain(&tag[start..start + tag[start..].find('"').unwrap()])
}

fn plain(text: &str) -> String {
    let text = text.replace("&#x2f;", "/").replace("&#x27;", "'").replace("&quot;", "\"");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
