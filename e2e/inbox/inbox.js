// Loads the page anew when a mail has arrived, and only then: mails stand in frames, which lose what was scrolled to.
const { newest } = document.currentScript.dataset;
setInterval(async () => {
  const answer = await fetch("/mails.json" + location.search).catch(() => null); // the demo may have ended
  const mails = answer?.ok ? await answer.json() : [];
  if (mails.length && mails[0].at !== newest) location.reload();
}, 2000);
