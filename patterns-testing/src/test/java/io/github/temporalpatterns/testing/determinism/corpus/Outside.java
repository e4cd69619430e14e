// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.IO;

import com.google.common.io.Resources;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Scanner;
import java.util.zip.ZipFile;
import org.apache.commons.io.FileUtils;

/** Bad: files, nets, clients, and what the machine is like. */
@SuppressWarnings("all")
final class Outside {

  @Breaks(IO)
  static class ReadsAFile extends Shop.Base {
    public String order(String id) {
      try {
        return Files.readString(Path.of("/etc/prices", id));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Breaks(IO)
  static class ReadsLines extends Shop.Base {
    public String order(String id) {
      try (BufferedReader in = new BufferedReader(new FileReader(id))) {
        return in.readLine();
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class ScansAFile extends Shop.Base {
    public String order(String id) {
      try (Scanner scanner = new Scanner(new File(id))) {
        return scanner.nextLine();
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class ScansAPath extends Shop.Base {
    public String order(String id) {
      try (Scanner scanner = new Scanner(Path.of(id), StandardCharsets.UTF_8)) {
        return scanner.next();
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class WritesAReport extends Shop.Base {
    public String order(String id) {
      try (PrintWriter out = new PrintWriter("report.txt", StandardCharsets.UTF_8)) {
        out.println(id);
      } catch (IOException e) {
        state = "NO REPORT";
      }
      return id;
    }
  }

  @Breaks(IO)
  static class PrintsIntoAFile extends Shop.Base {
    public void paid(String by) {
      try (PrintStream out = new PrintStream(new File("paid.log"))) {
        out.println(by);
      } catch (IOException e) {
        payer = "";
      }
    }
  }

  @Breaks(IO)
  static class AsksTheConsole extends Shop.Base {
    public String order(String id) {
      try {
        return System.in.read() == 'y' ? desk.charge(id) : id;
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class ReadsStandardInput extends Shop.Base {
    public String order(String id) {
      return new Scanner(System.in).nextLine();
    }
  }

  @Breaks(IO)
  static class ReadsAResource extends Shop.Base {
    public String order(String id) {
      try (InputStream in = getClass().getResourceAsStream("/prices.csv")) {
        return desk.charge(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class FindsAResource extends Shop.Base {
    public String order(String id) {
      URL rules = Outside.class.getClassLoader().getResource("rules.json");
      return rules == null ? id : desk.charge(id);
    }
  }

  @Breaks(IO)
  static class GuavaResource extends Shop.Base {
    public String order(String id) {
      try {
        return Resources.toString(Resources.getResource("a.txt"), StandardCharsets.UTF_8);
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class LoadsProperties extends Shop.Base {
    private static Properties load() throws IOException {
      Properties properties = new Properties();
      properties.load(Files.newInputStream(Path.of("shop.properties")));
      return properties;
    }

    public String order(String id) {
      try {
        return desk.charge(load().getProperty("currency"));
      } catch (IOException e) {
        return "EUR";
      }
    }
  }

  @Breaks(IO)
  static class CommonsFile extends Shop.Base {
    public String order(String id) {
      try {
        return FileUtils.readFileToString(new File(id), StandardCharsets.UTF_8);
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class ListsADirectory extends Shop.Base {
    public String order(String id) {
      for (File file : new File("/inbox").listFiles()) {
        desk.charge(file.getName());
      }
      return id;
    }
  }

  @Breaks(IO)
  static class OpensAChannel extends Shop.Base {
    public String order(String id) {
      try (FileChannel channel = FileChannel.open(Path.of(id))) {
        return "" + channel.size();
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class RandomAccess extends Shop.Base {
    public String order(String id) {
      try (RandomAccessFile file = new RandomAccessFile(id, "r")) {
        return file.readLine();
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class Unzips extends Shop.Base {
    public String order(String id) {
      try (ZipFile zip = new ZipFile(id)) {
        return "" + zip.size();
      } catch (IOException e) {
        return "";
      }
    }
  }

  private Outside() {}
}
