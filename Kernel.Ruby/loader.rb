# Stage loader: what a program finds when it starts. It may use everything. It leaves the constants that tell a program which
# Ruby this is; from here the gem runs the program.

RUBY_VERSION = "3.4.9".freeze
RUBY_ENGINE = "maglev".freeze
RUBY_ENGINE_VERSION = "0.1.0".freeze
RUBY_PLATFORM = "x86_64-linux".freeze
RUBY_PATCHLEVEL = 82
RUBY_RELEASE_DATE = "2026-03-11".freeze
RUBY_COPYRIGHT = "ruby - Copyright (C) 1993-2026 Yukihiro Matsumoto".freeze
RUBY_DESCRIPTION = "ruby #{RUBY_VERSION} (2026-11-21 revision 0) maglev #{RUBY_ENGINE_VERSION} [#{RUBY_PLATFORM}]".freeze
RUBY_REVISION = "".freeze
