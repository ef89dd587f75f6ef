// The commonest given and family names by language, as statistical offices publish them: none may pass as interface text.

/** Given names, then family names, each separated by spaces. */
export const COMMON_NAMES: Readonly<Record<string, readonly [given: string, family: string]>> = {
  en: [
    'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony Margaret Mark Sandra Donald Ashley Steven Kimberly Paul Emily Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Dorothy George Melissa Edward Deborah Grace Olivia Noah Liam Emma Ava Sophia Ethan Mason Harry Oliver Amelia Isla Poppy Jack Charlie Freya',
    'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Patel Khan Singh Begum',
  ],
  de: [
    'Maria Anna Ursula Monika Petra Elisabeth Sabine Renate Helga Karin Brigitte Ingrid Erika Andrea Claudia Susanne Gisela Christine Stefanie Birgit Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Günter Stefan Christian Uwe Werner Horst Frank Dieter Manfred Gerhard Hans Bernd Torsten Jörg Matthias Martin Jan Lukas Leon Finn Emma Mia Hannah Lena Lea Sophie Marie Jonas Felix',
    'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Vogel',
  ],
  fr: [
    'Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Anne Sylvie Martine Madeleine Nicole Suzanne Hélène Christine Marguerite Denise Louise Christiane Jean Pierre Michel André Philippe René Louis Alain Jacques Bernard Marcel Daniel Roger Robert Paul Claude Christian Henri Georges Nicolas Julien Camille Léa Manon Chloé Inès Théo Hugo Lucas Enzo Mathis',
    'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson',
  ],
  es: [
    'María Carmen Josefa Isabel Ana Laura Francisca Antonia Dolores Pilar Marta Cristina Lucía Elena Mercedes Rosa Raquel Teresa Paula Sara Antonio Manuel José Francisco David Juan Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro Pablo Ángel Sergio Fernando Jorge Luis Alberto Álvaro Diego Adrián Raúl Iván Rubén Enrique Óscar Ramón',
    'García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos Lozano Guerrero Cano Prieto',
  ],
  it: [
    'Giuseppe Maria Giovanni Anna Antonio Giuseppina Mario Rosa Luigi Angela Francesco Giovanna Angelo Teresa Vincenzo Lucia Pietro Carmela Salvatore Caterina Carlo Francesca Franco Antonietta Domenico Carla Bruno Elena Paolo Concetta Michele Rita Giorgio Margherita Aldo Franca Sergio Paola Luciano Leonardo Sofia Alessandro Giulia Lorenzo Aurora Mattia Alice Andrea Ginevra Gabriele',
    'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Mancini Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala Gatti',
  ],
  nl: [
    'Jan Maria Johannes Anna Willem Johanna Hendrik Elisabeth Cornelis Cornelia Pieter Hendrika Gerrit Wilhelmina Daan Emma Sem Julia Lucas Mila Levi Tess Finn Sophie Noah Zoë Milan Sara Luuk Nora Bram Yara Lars Eva Thijs Liv Jesse Lotte Tim Evi Sanne Femke Anouk Iris Marloes Sjoerd Joost Maarten Wouter Ruben',
    'Jong Jansen Vries Bakker Visser Smit Meijer Boer Mulder Groot Bos Vos Peters Hendriks Leeuwen Dekker Brouwer Wit Dijkstra Smits Graaf Meer Linden Kok Jacobs Haan Vermeulen Heuvel Veen Broek Bruijn Heijden Schouten Beek Willems Vliet Ven Hoekstra Maas Verhoeven Koster Dam Wal Prins Huisman Peeters Blom Kuipers Veenstra Kuiper',
  ],
  pl: [
    'Anna Maria Katarzyna Małgorzata Agnieszka Barbara Krystyna Ewa Elżbieta Zofia Teresa Magdalena Joanna Janina Monika Danuta Jadwiga Aleksandra Halina Irena Piotr Krzysztof Andrzej Jan Stanisław Tomasz Paweł Marcin Michał Marek Grzegorz Józef Łukasz Adam Zbigniew Jerzy Tadeusz Mateusz Dariusz Mariusz Wojciech Ryszard Jakub Henryk Robert Rafał Kazimierz Jacek Maciej Kamil',
    'Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski',
  ],
  pt: [
    'Maria José Ana João Antônio Francisco Carlos Paulo Pedro Lucas Luiz Marcos Luís Gabriel Rafael Francisca Marcelo Bruno Felipe Eduardo Adriana Rodrigo Antônia Juliana Márcia Fernanda Patrícia Manoel Aline Sandra Camila Amanda Bruna Jéssica Letícia Júlia Luciana Vanessa Mariana Gabriela Vera Vitória Larissa Cláudia Beatriz Rita Luana Sônia Renata Eliane',
    'Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Gonçalves Santana Teixeira Araújo Pinto Correia Cunha Moura Campos Cavalcanti Castro Azevedo Monteiro Coelho Cruz Reis Miranda Pires',
  ],
  ja: [
    '翔太 大輔 健太 拓也 直樹 陽菜 美咲 葵 さくら 愛 結衣 凛 蓮 悠真 湊 太郎 花子 一郎 健一 裕子 恵子 智子 久美子 由美子 真由美 直美 明美 陽子 幸子 和子',
    '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本',
  ],
  zh: [
    '伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建国 志强 晓明 雪梅 婷婷 浩然 子轩',
    '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 欧阳 司马 諸葛 陳 張 劉 黃 趙 吳 鄭',
  ],
};
