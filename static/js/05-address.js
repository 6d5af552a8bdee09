// A page that began a flow gets the address of that flow: reloading it, or coming back to it, shows it again and begins no other.
// It is loaded from there where cookies are blocked, which the server then says before anything is typed, and in a tab in the
// background: tabs that begin flows at once overwrite each other's cookies.
thyra.each("[data-flow-address]", ({ dataset }) => {
  const address = dataset.flowAddress + location.hash;
  // Browsers that block cookies forbid storage too; what they say of cookies is not reliable.
  const keepsCookies = () => {
    try {
      return !!sessionStorage;
    } catch {
      return false;
    }
  };
  if (keepsCookies() && !document.hidden) history.replaceState(history.state, "", address);
  else location.replace(address);
});
