(function () {
  'use strict';
  // The contents are open beside the column and closed above it.
  var contents = document.querySelector('.side details');
  var narrow = window.matchMedia('(max-width: 1023.98px)');
  function fold() { if (contents) { contents.open = !narrow.matches; } }
  fold();
  narrow.addEventListener('change', fold);

  // Assistive software hears the drawing that is shown.
  function choose() {
    document.querySelectorAll('.drawings').forEach(function (box) {
      box.querySelectorAll(':scope > div').forEach(function (size) {
        if (getComputedStyle(size).display === 'none') { size.setAttribute('aria-hidden', 'true'); } else { size.removeAttribute('aria-hidden'); }
      });
    });
  }
  // A table that slides can be reached by keyboard; one that fits needs neither that nor the advice to slide it.
  function advise() {
    document.querySelectorAll('.table').forEach(function (table) {
      var box = table.querySelector('.scroll');
      var slides = box.scrollWidth > box.clientWidth;
      table.querySelector('.slide').hidden = !slides;
      if (slides) {
        box.tabIndex = 0;
        box.setAttribute('role', 'group');
        box.setAttribute('aria-label', table.querySelector('caption').textContent);
      } else {
        box.removeAttribute('tabindex');
        box.removeAttribute('role');
        box.removeAttribute('aria-label');
      }
    });
  }
  function adapt() { choose(); advise(); }
  adapt();
  window.addEventListener('resize', adapt);
  document.addEventListener('toggle', advise, true);

  // The side list shows where the reader is.
  var links = {};
  document.querySelectorAll('.side a').forEach(function (link) { links[decodeURIComponent(link.hash.slice(1))] = link; });
  var sections = Array.prototype.filter.call(document.querySelectorAll('section[id]'), function (section) { return links[section.id]; });
  var current = null;
  var waiting = false;
  function follow() {
    waiting = false;
    var now = sections[0];
    sections.forEach(function (section) { if (section.getBoundingClientRect().top < 160) { now = section; } });
    var link = now && links[now.id];
    if (link === current) { return; }
    if (current) { current.removeAttribute('aria-current'); }
    if (link) {
      link.setAttribute('aria-current', 'true');
      // The list is longer than the window: keep the present section in sight.
      var side = link.closest('.side');
      var top = link.getBoundingClientRect().top - side.getBoundingClientRect().top;
      if (top < 0 || top > side.clientHeight - 40) { side.scrollTop += top - side.clientHeight / 2; }
    }
    current = link;
  }
  window.addEventListener('scroll', function () {
    if (!waiting) { waiting = true; window.requestAnimationFrame(follow); }
  }, { passive: true });
  follow();
}());
