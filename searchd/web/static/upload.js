// Files sent piece by piece (tus 1.0): when the line breaks, what has arrived stays, and the rest follows. Where this does not
// run, the form sends them whole.
"use strict";
for (const form of document.querySelectorAll("form[data-bytes]")) {
  const endpoint = "/api/v1/uploads/tus";
  const most = Number(form.dataset.bytes);
  const pieceSize = 1024 * 1024; // what a server that is killed can cost
  const input = form.querySelector('input[type="file"]');
  const button = form.querySelector("button");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  list.className = "uploads";
  status.setAttribute("role", "status");
  form.after(list, status);

  const tooLarge = () => [...input.files].find((file) => file.size > most);
  input.addEventListener("change", () => {
    const file = tooLarge();
    input.setCustomValidity(file ? `${file.name} is larger than what is taken in.` : "");
  });

  const headers = { "Tus-Resumable": "1.0.0", "X-CSRF-Token": form.elements.csrf.value };
  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  // What a server says for good: it is told, and not tried again.
  class Refused extends Error {}
  const send = (method, url, more = {}, body = null, onprogress = null) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      for (const [name, value] of Object.entries({ ...headers, ...more })) request.setRequestHeader(name, value);
      if (onprogress) request.upload.onprogress = onprogress;
      request.onload = () => resolve(request);
      request.onerror = request.ontimeout = () => reject(new Error("the line is broken"));
      request.send(body);
    });
  const refuse = (answer) => {
    const forGood = answer.status >= 400 && answer.status < 500 && ![408, 409, 423, 429].includes(answer.status);
    let detail = `the server answered ${answer.status}`;
    try {
      detail = JSON.parse(answer.responseText).detail || detail;
    } catch { /* no problem document */ }
    throw forGood ? new Refused(detail) : new Error(detail);
  };

  // Where an upload of this very file stands: begun now, or before a break or a reload.
  const begin = async (file, coalition, key) => {
    const known = localStorage.getItem(key);
    if (known) {
      const answer = await send("HEAD", known);
      if (answer.status === 200) return { url: known, answer };
      if (answer.status !== 404 && answer.status !== 410) refuse(answer);
      localStorage.removeItem(key);
    }
    const answer = await send("POST", endpoint, {
      "Upload-Length": String(file.size),
      "Upload-Metadata": `filename ${base64(file.name)},coalition ${base64(coalition)}`,
    });
    if (answer.status !== 201) refuse(answer);
    const url = answer.getResponseHeader("Location");
    localStorage.setItem(key, url);
    return { url, answer };
  };

  // Resolves with the address of what the file has become.
  const upload = async (file, coalition, show) => {
    const key = `upload ${coalition} ${file.size} ${file.lastModified} ${file.name}`;
    for (let wait = 1000; ; wait = Math.min(wait * 2, 30000)) {
      try {
        let { url, answer } = await begin(file, coalition, key);
        let offset = Number(answer.getResponseHeader("Upload-Offset"));
        while (offset < file.size) {
          const from = offset;
          const piece = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
          answer = await send("PATCH", url, piece, file.slice(offset, offset + pieceSize), (event) => show(from + event.loaded));
          if (answer.status !== 204) refuse(answer);
          offset = Number(answer.getResponseHeader("Upload-Offset"));
          wait = 1000;
        }
        show(file.size);
        localStorage.removeItem(key);
        return answer.getResponseHeader("Content-Location") || "/submissions";
      } catch (error) {
        if (error instanceof Refused) throw error;
        status.textContent = `${file.name}: ${error.message}. It goes on by itself.`;
        status.scrollIntoView({ block: "nearest" });
        await pause(wait);
        status.textContent = "";
      }
    }
  };

  const row = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const said = document.createElement("span");
    name.dir = "auto";
    name.textContent = file.name;
    bar.max = file.size || 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `How much of ${file.name} has arrived`);
    item.append(name, " ", bar, " ", said);
    list.append(item);
    return {
      show: (bytes) => {
        bar.value = bytes;
        said.textContent = `${Math.floor((100 * bytes) / (file.size || 1))} %`;
      },
      say: (text) => {
        said.textContent = text;
      },
    };
  };

  form.addEventListener("submit", async (event) => {
    if (!input.files.length || [...input.files].some((file) => !file.size)) return; // the form says what is wrong
    event.preventDefault();
    button.disabled = true;
    list.replaceChildren();
    const coalition = form.elements.coalition.value;
    const places = [];
    let failed = 0;
    const lines = [...input.files].map((file) => [file, row(file)]);
    status.scrollIntoView({ block: "nearest" }); // below the form, which fills a phone
    for (const [file, line] of lines) {
      try {
        places.push(await upload(file, coalition, line.show));
        line.say("has arrived");
      } catch (error) {
        ++failed;
        line.say(`was not taken in: ${error.message}`);
      }
    }
    button.disabled = false;
    if (failed) status.textContent = failed === 1 ? "One file was not taken in." : `${failed} files were not taken in.`;
    else location.assign(places.length === 1 ? places[0] : "/submissions");
  });
}
