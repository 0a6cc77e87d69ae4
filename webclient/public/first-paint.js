// Sets language, direction and theme before the first paint, so that nothing flashes or jumps.
// A file of its own because the content-security policy allows no inline script.
(function () {
  var stored = function (key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  var language = stored("amana.language");
  if (language !== "en" && language !== "ar") {
    language = (navigator.language || "").startsWith("ar") ? "ar" : "en";
  }
  var theme = stored("amana.theme");
  if (theme !== "light" && theme !== "dark") {
    theme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  var root = document.documentElement;
  root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  root.setAttribute("data-mantine-color-scheme", theme);
})();
