// The fold-out in the head closes with Escape and when the reader goes elsewhere.
export function closeOthers(root) {
  root.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && root.querySelector(".pn-switch[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  for (const kind of ["click", "focusin"]) {
    root.addEventListener(kind, (event) => {
      for (const open of root.querySelectorAll(".pn-switch[open]")) {
        if (!open.contains(event.target)) open.open = false;
      }
    });
  }
}
