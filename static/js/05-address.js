// A page that began a flow gets the address of that flow: reloading it, or coming back to it, shows it again and begins no other.
thyra.each("[data-flow-address]", ({ dataset }) => history.replaceState(history.state, "", dataset.flowAddress + location.hash));
