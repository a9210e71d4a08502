# How this Ruby was installed, as programs ask for it. Folders follow the checkout that runs, so nothing here is kept.

module RbConfig
  TOPDIR = ENV.fetch("MAGLEV_CHECKOUT") { File.expand_path("../../../../..", __dir__) }

  CONFIG = {
    "ruby_install_name" => "maglev-ruby",
    "RUBY_INSTALL_NAME" => "maglev-ruby",
    "RUBY_BASE_NAME" => "ruby",
    "RUBY_SO_NAME" => "maglev-ruby",
    "bindir" => File.join(TOPDIR, "scripts"),
    "EXEEXT" => "",
    "prefix" => TOPDIR,
    "exec_prefix" => TOPDIR,
    "topdir" => __dir__,
    "rubylibdir" => __dir__,
    "rubyarchdir" => __dir__,
    "archdir" => __dir__,
    "libdir" => File.dirname(__dir__),
    "sitedir" => File.join(TOPDIR, "lib", "site_ruby"),
    "sitelibdir" => File.join(TOPDIR, "lib", "site_ruby", "3.4.0"),
    "sitearchdir" => File.join(TOPDIR, "lib", "site_ruby", "3.4.0", RUBY_PLATFORM),
    "vendordir" => File.join(TOPDIR, "lib", "vendor_ruby"),
    "vendorlibdir" => File.join(TOPDIR, "lib", "vendor_ruby", "3.4.0"),
    "sysconfdir" => "/etc",
    "localstatedir" => "/var",
    "datadir" => "/usr/share",
    "mandir" => "/usr/share/man",
    "ruby_version" => "3.4.0",
    "RUBY_API_VERSION" => "3.4",
    "RUBY_PROGRAM_VERSION" => RUBY_VERSION,
    "MAJOR" => "3",
    "MINOR" => "4",
    "TEENY" => "9",
    "PATCHLEVEL" => RUBY_PATCHLEVEL.to_s,
    "arch" => RUBY_PLATFORM,
    "platform" => RUBY_PLATFORM,
    "host" => "x86_64-pc-linux-gnu",
    "host_os" => "linux-gnu",
    "host_cpu" => "x86_64",
    "target" => "x86_64-pc-linux-gnu",
    "target_os" => "linux",
    "target_cpu" => "x86_64",
    "build" => "x86_64-pc-linux-gnu",
    "build_os" => "linux-gnu",
    "build_cpu" => "x86_64",
    "SHELL" => "/bin/sh",
    "PATH_SEPARATOR" => File::PATH_SEPARATOR,
    "DLEXT" => "so",
    "SOEXT" => "so",
    "LIBEXT" => "a",
    "OBJEXT" => "o",
  }

  MAKEFILE_CONFIG = CONFIG.dup

  class << self
    # The program that runs this; it can be started with arguments.
    def ruby
      File.join(CONFIG["bindir"], CONFIG["ruby_install_name"] + CONFIG["EXEEXT"])
    end

    # Replaces $(name) and ${name} in the text by the values of the configuration, and theirs.
    def expand(text, config = CONFIG)
      text.gsub!(/\$\((\w+)\)|\$\{(\w+)\}|\$\$/) do |place|
        name = $1 || $2
        next "$" unless name
        config.key?(name) ? expand(config[name].dup, config) : place
      end || text
    end

    # Extensions are compiled by no compiler here: there is nothing to update.
    def fire_update!(key, value, *) = nil
  end

  autoload :SIZEOF, "rbconfig/sizeof"
  autoload :LIMITS, "rbconfig/sizeof"
end
