// Fills lat and lon of the surrounding form from the browser's location, then sends the form.
const locate = (box) => {
  const [lat, lon] = box.querySelectorAll("input");
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");

  const found = ({ coords }) => {
    // Two decimals are about a kilometre: enough to sort offices, too little to find a home.
    lat.value = coords.latitude.toFixed(2);
    lon.value = coords.longitude.toFixed(2);
    lat.disabled = lon.disabled = false;
    box.closest("form").requestSubmit();
  };
  const failed = () => {
    status.textContent = status.dataset.failed;
    button.disabled = false;
  };

  button.addEventListener("click", () => {
    status.textContent = status.dataset.waiting;
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(found, failed, { timeout: 15000, maximumAge: 600000 });
  });
  box.hidden = false;
};

if ("geolocation" in navigator) document.querySelectorAll("[data-near-me]").forEach(locate);
