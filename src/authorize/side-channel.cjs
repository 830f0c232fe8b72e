// In place of the package of this name, by which qs, the SDK's dependency, finds cycles: that one also serves engines
// without WeakMap, evaluates strings for it, and is nearly half of this page's script.
module.exports = () => new WeakMap();
