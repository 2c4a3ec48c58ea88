// Says how long a held time is still held: as text every minute, aloud at five and at one minute.
const bar = document.querySelector("[data-hold]");

const start = (bar) => {
  const { expiresAt, now, left, last, five, one, over } = bar.dataset;
  const shown = bar.querySelector("[data-hold-left]");
  const said = bar.querySelector("[data-hold-said]");
  // The server's clock counts: the visitor's may be minutes off.
  const skew = Date.now() - Date.parse(now);
  const end = Date.parse(expiresAt) + skew;
  let announced = Infinity;

  const announce = (minutes, text) => {
    if (announced <= minutes) return;
    announced = minutes;
    said.textContent = text;
  };

  const tick = () => {
    const seconds = Math.round((end - Date.now()) / 1000);
    if (seconds <= 0) {
      shown.textContent = over;
      announce(0, over);
      clearInterval(timer);
      return;
    }
    const text = seconds < 60 ? last : left.replace("{minutes}", Math.ceil(seconds / 60));
    if (shown.textContent !== text) shown.textContent = text;
    if (seconds <= 60) announce(1, one);
    else if (seconds <= 300) announce(5, five);
  };

  const timer = setInterval(tick, 1000);
  tick();
};

if (bar) start(bar);
